import { Link } from '@tanstack/react-router';
import { Clock } from '../../../desk/kit/age.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { readMyDuties, signOn } from '../../shifts/contract.ts';
import { listPresence, type Present, type SentCall, setPresence } from '../contract.ts';
import { HardCall } from './hard.tsx';
import { JoinVerbs } from './joined.tsx';
import { useCalls } from './use-calls.ts';
import { presenceWords } from './words.ts';

/** A time that ends or begins something is announced by no event. */
const pollMs = 30_000;
/** Those at the desk, in the order in which they are listed. */
const order: Present['role'][] = ['operator', 'dispatcher', 'legal'];
const onCall: [role: Present['role'], one: string][] = [
  ['verifier', 'verifier'],
  ['interpreter', 'interpreter'],
  ['medic', 'medic'],
];

/** Who is at the desk and what they are at, who has not come or not handed over; signing on, one's own break; calls that were missed. */
export function PresenceStrip() {
  const { data } = useCall(listPresence, {}, { every: pollMs });
  const { data: calls } = useCalls();
  if (!data) return null;
  const needs = ({ state }: Present) => state === 'missed' || state === 'over';
  const rank = (one: Present) => (needs(one) ? -1 : order.indexOf(one.role));
  const shown = data.items
    .filter((one) => order.includes(one.role) || needs(one))
    .sort((a, b) => rank(a) - rank(b) || a.callSign.localeCompare(b.callSign));
  const there = (role: string) =>
    data.items.filter((one) => one.role === role && one.dutyId !== null && !one.learner).length;
  const missed = calls?.missed.length ?? 0;
  const answers = shown.some(({ role, dutyId }) => dutyId && role === 'operator');
  return (
    <section className="phones-strip" aria-label="Who is here">
      <ul aria-label="Who is at the desk">
        {!answers && <li className="needs">▲ No operator has checked in</li>}
        {shown.map((one) => (
          <Who
            key={`${one.role} ${one.personId}`}
            one={one}
            call={calls?.open.find(({ answeredBy }) => answeredBy?.personId === one.personId)}
          />
        ))}
      </ul>
      <span className="soft">
        On call: {onCall.map(([role, word]) => count(there(role), word)).join(', ')}
      </span>
      {missed > 0 && (
        <Link to="/calls/log" className="needs">
          ▲ {count(missed, 'missed call')}
        </Link>
      )}
      <Own />
    </section>
  );
}

function Who({ one, call }: { one: Present; call: SentCall | undefined }) {
  const { sign, word, at } = presenceWords[one.state];
  const since = one.state === 'over' ? one.until : one.since;
  const needs = one.state === 'missed' || one.state === 'over';
  const role = one.learner ? 'learns' : one.role === 'operator' ? null : one.role;
  return (
    <li className={needs ? 'needs' : undefined}>
      <span aria-hidden="true">{sign} </span>
      {one.callSign}{' '}
      <span className={needs ? undefined : 'soft'}>
        {role && `${role}, `}
        {word}
        {at && since && (
          <>
            {' '}
            {at} <Clock at={since} />
          </>
        )}
      </span>{' '}
      {call && <JoinVerbs call={call} />}
    </li>
  );
}

/** Oneself: signing on, the break. */
function Own() {
  const session = useSession();
  const { data } = useCall(readMyDuties, {}, { enabled: session.personId !== null });
  const { data: calls } = useCalls();
  const stale = ['/api/v1/me/duties', '/api/v1/presence', '/api/v1/calls', '/api/v1/session'];
  const begin = useAct(signOn, { stale, done: ({ role }) => `You are on duty as ${role}.` });
  const change = useAct(setPresence, { stale });
  if (!data) return null;
  const me = calls?.me;
  // A shift before a role of one's own; who is on duty needs no other offered.
  const offers = data.canSignOn.filter(({ startsAt }) => startsAt !== null || data.items.length === 0);
  return (
    <span className="verbs">
      {offers.map(({ role, startsAt }) => (
        <VerbButton
          key={role}
          tone={startsAt ? 'main' : 'quiet'}
          busy={begin.busy}
          onClick={() => begin.run({ body: { id: newId(), role } })}
        >
          {startsAt ? `I am here: ${role}` : `Sign on as ${role}`}
        </VerbButton>
      ))}
      {me && data.items.length > 0 && <HardCall />}
      {me && data.items.length > 0 && (
        <VerbButton
          tone="quiet"
          pressed={me.onBreak}
          busy={change.busy}
          onClick={() => change.run({ body: { ...me, onBreak: !me.onBreak } })}
        >
          {me.onBreak ? 'Back from the break' : 'Take a break'}
        </VerbButton>
      )}
    </span>
  );
}
