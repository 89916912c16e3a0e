import { Button } from '../../../field/kit.tsx';
import { useApp, useNow } from '../../../field/store.ts';
import { act } from '../../../field/sync.ts';
import { day, time } from '../../../field/words.ts';
import type { OwnDuty, OwnShift } from '../contract.ts';
import { w } from './words.ts';

const earlyMs = 60 * 60_000;

/** What this phone has said of a shift and the server does not know yet. */
export function useUnsent(shiftId: string | null): { arrive: string | null; leave: string | null } {
  const { items } = useApp();
  const said = (kind: 'arrive' | 'leave') =>
    items.find((item) => item.assignment === shiftId && item.act.kind === kind)?.at ?? null;
  return { arrive: said('arrive'), leave: said('leave') };
}

/** "I am here", from an hour before the begin; kept with its time and sent when there is a connection. */
export function Here({ shift }: { shift: OwnShift }) {
  const now = useNow();
  const unsent = useUnsent(shift.id);
  if (shift.checkedInAt) return <p>{w('hereSince', { time: time(shift.checkedInAt) })}</p>;
  if (unsent.arrive) return <p role="status">{w('hereKept', { time: time(unsent.arrive) })}</p>;
  if (Date.parse(shift.startsAt) - now > earlyMs || Date.parse(shift.endsAt) <= now) return null;
  return (
    <Button look="main" onClick={() => void act(shift.id, { kind: 'arrive' })}>
      {w('here')}
    </Button>
  );
}

/** What one is on duty as: it stays one's own until one has left, or handed over at the desk. */
export function OnDuty({ duties }: { duties: OwnDuty[] }) {
  if (duties.length === 0) return null;
  return (
    <section class="shifts">
      <h2>{w('onDuty')}</h2>
      {duties.map((duty) => (
        <One duty={duty} key={duty.id} />
      ))}
    </section>
  );
}

function One({ duty }: { duty: OwnDuty }) {
  const now = useNow();
  const unsent = useUnsent(duty.shiftId);
  const isOver = duty.dueAt !== null && Date.parse(duty.dueAt) <= now;
  const isToday = now - Date.parse(duty.beganAt) < 20 * 3_600_000;
  const since = isToday ? time(duty.beganAt) : `${day(duty.beganAt)}, ${time(duty.beganAt)}`;
  return (
    <article class="notice">
      <p>
        <strong>{w(duty.role)}</strong>
        <br />
        {w('hereSince', { time: since })}
      </p>
      {isOver && <p>▲ {w('over', { time: time(duty.dueAt!) })}</p>}
      {unsent.leave ? (
        <p role="status">{w('leftKept', { time: time(unsent.leave) })}</p>
      ) : (
        duty.shiftId && (
          <Button
            look={isOver ? 'main' : 'quiet'}
            settle
            onClick={() => void act(duty.shiftId!, { kind: 'leave' })}
          >
            {w('left')}
          </Button>
        )
      )}
    </article>
  );
}
