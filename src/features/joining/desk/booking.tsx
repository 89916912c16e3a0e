import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { zone } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { fromWall, onWall } from '../../threads/rules.ts';
import { bookConversation, HOWS, type OpenedGreeting } from '../contract.ts';
import { hows } from './words.ts';

const stale = ['/api/v1/applicants'];
const week = 7 * 24 * 60 * 60_000;

/** An evening in a week, to begin with. */
const nextWeek = () => `${onWall(new Date(Date.now() + week), zone.get()).slice(0, 10)}T18:00`;

/** When and how, on the network's clock; the applicant is told at once. */
export function Booking({ greeting, onClose }: { greeting: OpenedGreeting; onClose: () => void }) {
  const [at, setAt] = useState(() =>
    greeting.bookedFor ? onWall(new Date(greeting.bookedFor), zone.get()) : nextWeek(),
  );
  const [how, setHow] = useState<(typeof HOWS)[number]>(greeting.how ?? 'phone');
  const act = useAct(bookConversation, {
    stale,
    quiet: true,
    done: ({ told }) =>
      told ? 'It is set, and they are told.' : 'It is set. They cannot be written to: tell them yourself.',
    after: onClose,
  });
  return (
    <Dialog title="When you talk" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!at) return;
          const body = { at: fromWall(at, zone.get()).toISOString(), how };
          act.run({ params: { id: greeting.id }, body });
        }}
      >
        <label className="field">
          <span>When</span>
          <input
            type="datetime-local"
            value={at}
            data-autofocus
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>How</span>
          <select
            value={how}
            onChange={(event) => setHow(HOWS.find((one) => one === event.currentTarget.value)!)}
          >
            {HOWS.map((one) => (
              <option key={one} value={one}>
                {hows[one]}
              </option>
            ))}
          </select>
        </label>
        <p className="soft">
          They get a message in their language. Where you meet, or the link, you write to them yourself.
        </p>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy} disabled={!at} why="Choose a time first">
            Set it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
