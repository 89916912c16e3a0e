import { Until, When } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import type { Assignment, Callout } from '../contract.ts';
import { isOut, states, waits } from './words.ts';

/** The lines on an incident's card that say who is out, who is coming, and how long the next check-in has. */
export function CardPeople({ callouts }: { callouts: readonly Callout[] }) {
  const open = callouts.filter(({ closedAt, assignments }) => !closedAt || assignments.some(isOut));
  if (open.length === 0) return null;
  return (
    <ul className="card-people">
      {open.flatMap((callout) =>
        callout.assignments.filter(isOut).map((one) => <Line key={one.id} one={one} />),
      )}
      {open.map((callout) => (
        <Asking key={callout.id} callout={callout} />
      ))}
    </ul>
  );
}

function Line({ one }: { one: Assignment }) {
  const { shape, word } = states[one.state];
  return (
    <li>
      <span aria-hidden="true">{shape}</span> <strong>{one.callSign}</strong>{' '}
      {one.emergency && !one.emergency.handledAt ? (
        <Mark tone="danger">‼ {one.emergency.kind}</Mark>
      ) : one.missedAt ? (
        <Mark tone="danger">‼ check-in missed</Mark>
      ) : one.aloneAt ? (
        <Mark tone="danger">‼ out alone</Mark>
      ) : one.lateAt ? (
        <Mark tone="danger">‼ has not set off</Mark>
      ) : one.standDown && !one.standDown.ackedAt ? (
        <Mark tone="needs">stand-down unread</Mark>
      ) : one.waits ? (
        <Mark tone="needs">{waits[one.waits]}</Mark>
      ) : (
        <>
          {word}
          {one.state === 'on_scene' && one.checkInDueAt && (
            <small className="card-when">
              OK <Until at={one.checkInDueAt} />
            </small>
          )}
          {one.state !== 'on_scene' && one.etaAt && (
            <small className="card-when">
              <Until at={one.etaAt} away />
            </small>
          )}
        </>
      )}
    </li>
  );
}

function Asking({ callout }: { callout: Callout }) {
  if (callout.closedAt || callout.filled >= callout.wanted) return null;
  return (
    <li>
      <span aria-hidden="true">○</span> {callout.purpose === 'verify' ? 'verifiers' : 'observers'} asked:{' '}
      <strong>
        {callout.filled} of {callout.wanted}
      </strong>
      <small>
        {' '}
        · {callout.asked} asked, <When at={callout.at} />
      </small>
    </li>
  );
}
