import { useEffect, useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Item, type Meeting, runMeeting, writeNotes } from '../contract.ts';
import { clockOf, secondsLeft } from '../rules.ts';
import { useSeconds } from './use-seconds.ts';

/** The agenda with what is noted on it; one item is under way. */
export function Agenda({ meeting, writes }: { meeting: Meeting; writes: boolean }) {
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda">Agenda</h2>
      {meeting.items.length === 0 && <p className="soft">No item yet. Put some in under “Change”.</p>}
      <ol className="meeting-items">
        {meeting.items.map((item, n) => (
          <One key={item.id} item={item} n={n + 1} meeting={meeting} writes={writes} />
        ))}
      </ol>
    </section>
  );
}

function One({ item, n, meeting, writes }: { item: Item; n: number; meeting: Meeting; writes: boolean }) {
  const isNow = meeting.itemId === item.id;
  const run = useAct(runMeeting, { stale: ['/api/v1/meetings'] });
  const mayRun = meeting.can.includes('run') && (meeting.state === 'now' || meeting.state === 'planned');
  return (
    <li aria-current={isNow ? 'step' : undefined}>
      <div className="meeting-item-head">
        <strong>
          {n}. {item.title}
        </strong>
        <span className="soft">
          {item.owner && `${item.owner} · `}
          {isNow ? <Left item={item} since={meeting.itemAt} /> : spent(item)}
        </span>
      </div>
      {writes ? <Notes item={item} meetingId={meeting.id} /> : <p className="meeting-notes">{item.notes}</p>}
      {mayRun && meeting.beganAt && (
        <div className="verbs">
          <VerbButton
            busy={run.busy}
            pressed={isNow}
            label={isNow ? `Done with ${item.title}` : `Go to ${item.title}`}
            onClick={() =>
              run.run({
                params: { id: meeting.id },
                body: { to: 'item', ...(!isNow && { itemId: item.id }) },
              })
            }
          >
            {isNow ? 'Done' : 'Go to'}
          </VerbButton>
        </div>
      )}
    </li>
  );
}

const spent = ({ minutes, spentS }: Item) =>
  spentS === 0 ? `${minutes} min` : `took ${Math.max(1, Math.round(spentS / 60))} of ${minutes} min`;

/** The time that the item under way has left. */
export function Left({ item, since }: { item: { minutes: number; spentS: number }; since: string | null }) {
  const now = useSeconds();
  const left = secondsLeft(item, since ? new Date(since) : null, now);
  return (
    <span className={left < 0 ? 'meeting-clock over' : 'meeting-clock'} role="timer">
      {clockOf(left)}
      {left < 0 ? ' over' : ' left'}
    </span>
  );
}

const restMs = 1500;

/** Kept by itself a moment after the last letter, and when one looks away. */
function Notes({ item, meetingId }: { item: Item; meetingId: string }) {
  const [typed, type] = useState<string | null>(null);
  const act = useAct(writeNotes, {
    stale: ['/api/v1/meetings'],
    after: (_, { body }) => type((t) => (t === body.notes ? null : t)),
  });
  const { run } = act;
  const save = () => {
    if (typed !== null) run({ params: { id: meetingId, of: item.id }, body: { notes: typed } });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the time anew
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(save, restMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="field">
      <span className="unseen">{`Notes on ${item.title}`}</span>
      <textarea
        rows={2}
        maxLength={8000}
        placeholder="Notes"
        value={typed ?? item.notes}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={save}
      />
      <small className="soft" role="status">
        {act.problem
          ? 'Not saved yet: it is still here.'
          : typed !== null
            ? 'Saving…'
            : item.notes && 'Saved'}
      </small>
    </label>
  );
}
