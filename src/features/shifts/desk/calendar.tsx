import '../../../desk/css/rota.css';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { addCalendar, type CalendarFeed, endCalendar, listCalendars } from '../contract.ts';

const stale = ['/api/v1/me/calendars'];

/** Links for one's own calendar: the network's rota, a chapter's, one's own shifts. */
export function CalendarLinks({ onClose }: { onClose: () => void }) {
  const feeds = useCall(listCalendars, {});
  const zones = useCall(listZones, {});
  const [of, setOf] = useState('desk');
  const add = useAct(addCalendar, { stale });
  const make = () => {
    const kind = of === 'desk' || of === 'person' ? of : 'chapter';
    add.run({ body: { id: newId(), kind, chapterId: kind === 'chapter' ? of : undefined } });
  };
  return (
    <Dialog title="Calendar links" onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <p>
          Subscribe to a link in your calendar. Whoever has the link reads it, and your calendar’s provider
          does: it says when and how many, and names nobody.
        </p>
        <Loaded query={feeds}>
          {({ items }) => (
            <ul className="plain-list">
              {items.map((feed) => (
                <FeedLine key={feed.id} feed={feed} />
              ))}
              {items.length === 0 && <li className="soft">None yet</li>}
            </ul>
          )}
        </Loaded>
        <label className="field">
          <span>Of what</span>
          <select value={of} onChange={(event) => setOf(event.currentTarget.value)}>
            <option value="desk">the whole network’s rota</option>
            {zones.data?.chapters.map((chapter) => (
              <option key={chapter.id} value={chapter.id}>
                {chapter.name}
              </option>
            ))}
            <option value="person">my own shifts</option>
          </select>
        </label>
        <div className="verbs">
          <VerbButton submit tone="main" busy={add.busy}>
            Make a link
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}

function FeedLine({ feed }: { feed: CalendarFeed }) {
  const chapterName = useChapterName();
  const end = useAct(endCalendar, { stale, done: () => 'The link has ended; calendars get nothing more.' });
  const name = {
    desk: 'The network’s rota',
    person: 'My own shifts',
    chapter: feed.chapterId ? chapterName(feed.chapterId) : '',
  }[feed.kind];
  return (
    <li>
      <label className="field calendar-link">
        <span>{name}</span>
        <input readOnly value={feed.url} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <div className="verbs">
        <VerbButton
          label={`Copy: ${name}`}
          onClick={() =>
            void navigator.clipboard.writeText(feed.url).then(
              () => notify({ text: 'Copied.' }),
              () =>
                notify({ tone: 'trouble', text: 'The browser did not copy it. Mark the link and copy it.' }),
            )
          }
        >
          Copy
        </VerbButton>
        <VerbButton
          tone="quiet"
          label={`End the link: ${name}`}
          busy={end.busy}
          onClick={() => end.run({ params: { id: feed.id }, body: {} })}
        >
          End the link
        </VerbButton>
      </div>
    </li>
  );
}
