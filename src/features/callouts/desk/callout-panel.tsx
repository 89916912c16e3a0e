import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Assignment, type Callout, listCallouts } from '../contract.ts';
import { AssignmentRow } from './assignment-row.tsx';
import { useCalloutActs } from './use-callout-acts.ts';
import { isOut, purposes, standDownWord } from './words.ts';

/** Everyone who was asked about an incident, and where each of them is. */
export function CalloutPanel({ incidentId }: { incidentId: string }) {
  const query = useCall(listCallouts, { query: { incidentId } });
  return (
    <section>
      <h3>People</h3>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">Nobody has been asked to go.</p>
          ) : (
            <>
              {items[0]?.standDown && <StoodDown standDown={items[0].standDown} />}
              {items.map((callout) => (
                <OneCallout key={callout.id} callout={callout} />
              ))}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/** A stand-down is for the whole incident. */
const StoodDown = ({ standDown }: { standDown: NonNullable<Callout['standDown']> }) => (
  <p className={standDown.unacked > 0 ? 'needs' : 'soft'}>
    Stood down <Clock at={standDown.at} />: {standDownWord(standDown.reason)}.{' '}
    {standDown.unacked > 0 ? `▲ ${standDown.unacked} not read yet` : '✓ Everyone has read it.'}
  </p>
);

/** Those who act first, then those who may, then those who will not. */
const rank = (one: Assignment) =>
  isOut(one) ? 0 : one.state === 'reserve' ? 1 : one.state === 'asked' ? 2 : one.state === 'departed' ? 3 : 4;

function OneCallout({ callout }: { callout: Callout }) {
  const acts = useCalloutActs(callout.id);
  const can = (verb: string) => callout.can.includes(verb);
  const sorted = callout.assignments.toSorted(
    (a, b) => rank(a) - rank(b) || (a.askedAt < b.askedAt ? -1 : 1),
  );
  const [shown, rest] = [sorted.filter((one) => rank(one) < 4), sorted.filter((one) => rank(one) === 4)];
  const short = !callout.closedAt && callout.filled < callout.wanted;
  return (
    <div className="callout">
      <p className="callout-head">
        <strong>{purposes[callout.purpose]}</strong>
        <span className={short ? 'needs' : undefined}>
          {short && '▲ '}
          {callout.filled} of {callout.wanted}
        </span>
        <span className="soft">
          {callout.code} · {count(callout.asked, 'asked', 'asked')}, wave {callout.wave} ·{' '}
          <Clock at={callout.at} />
          {callout.by && ` by ${callout.by}`}
          {callout.closedAt && ' · closed'}
        </span>
      </p>
      <p className="soft">
        Meet: {callout.meet.label} ·{' '}
        {callout.manner === 'vantage' ? 'looking from a public place' : 'as a pair'} · check-in every{' '}
        {callout.checkInMinutes} min
      </p>
      {callout.brief && <p className="soft">“{callout.brief}”</p>}
      <ul className="assignments">
        {shown.map((one) => (
          <AssignmentRow key={one.id} one={one} checkInMinutes={callout.checkInMinutes} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{count(rest.length, 'other')}: no, no answer or not needed</summary>
          <ul className="assignments">
            {rest.map((one) => (
              <AssignmentRow key={one.id} one={one} checkInMinutes={callout.checkInMinutes} />
            ))}
          </ul>
        </details>
      )}
      {(can('resend') || can('close')) && (
        <div className="verbs">
          {can('resend') && (
            <VerbButton tone="quiet" busy={acts.busy} onClick={acts.resend}>
              Ask again, and others
            </VerbButton>
          )}
          {can('close') && (
            <VerbButton tone="quiet" busy={acts.busy} onClick={acts.close}>
              Ask nobody further
            </VerbButton>
          )}
        </div>
      )}
    </div>
  );
}
