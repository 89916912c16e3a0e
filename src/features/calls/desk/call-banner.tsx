import { useNavigate } from '@tanstack/react-router';
import { PhoneIncoming } from 'lucide-react';
import { useEffect } from 'react';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { answerCall, type Operator, type Presence, type SentCall } from '../contract.ts';
import { Covered } from './hard.tsx';
import { JoinedBanner } from './joined.tsx';
import { MyCall } from './my-call.tsx';
import { beQuiet, quiet, ring } from './ring.ts';
import { useCalls, useSeconds } from './use-calls.ts';
import { about, clockOf } from './words.ts';

/** The telephone, above every screen: who rings, and the call that one has. */
export function CallBanner() {
  const { data, waiting, mine, handed } = useCalls();
  if (!data) return null;
  return (
    <>
      <JoinedBanner />
      {data.me && <Covered />}
      {mine && <MyCall key={mine.id} call={mine} operators={data.operators} />}
      {handed && !mine && <Ringing call={handed} others={0} me={data.me} operators={data.operators} />}
      {!handed && waiting[0] && !mine && !data.cover && (
        <Ringing call={waiting[0]} others={waiting.length - 1} me={data.me} operators={data.operators} />
      )}
      {mine && waiting.length > 0 && (
        <p className="banner calls-behind" role="status">
          ▲ {count(waiting.length, 'caller')} waiting
        </p>
      )}
    </>
  );
}

function Ringing({
  call,
  others,
  me,
  operators,
}: {
  call: SentCall;
  others: number;
  me: Presence | null;
  operators: Operator[];
}) {
  const navigate = useNavigate();
  const isQuiet = useStore(quiet);
  const seconds = useSeconds(call.queuedAt);
  const take = useAct(answerCall, {
    stale: ['/api/v1/calls'],
    after: ({ line, reportId }) =>
      void (line === 'legal'
        ? navigate({ to: '/legal', search: reportId ? { report: reportId } : {} })
        : navigate({ to: '/calls' })),
  });
  const rings = !isQuiet && !me?.onBreak;
  useEffect(() => (rings ? ring() : undefined), [rings]);
  const answer = () => take.run({ params: { id: call.id } });
  useVerbs('Telephone', [
    { key: 'y', word: 'Take the call', run: answer },
    // While one types, too.
    { key: 'Control+y', word: 'Take the call', run: answer, hidden: true },
  ]);
  const free = operators.filter(({ state }) => state === 'free' || state === 'ringing').length;
  return (
    <section className="banner calls-ring" role="alert" aria-label="Telephone">
      <PhoneIncoming size={20} aria-hidden="true" />
      <p>
        <strong>
          {call.handingTo ? `${call.answeredBy?.callSign} hands you a caller` : 'A caller waits'}
        </strong>{' '}
        · {about(call)}
        {call.before > 0 && ` · called ${count(call.before, 'time')} before`}
        {others > 0 && ` · ${others} more behind`}
        {call.behind && ' · in a flood, may be a machine'}
        {call.drill && ' · drill'}
        <span className="soft" aria-hidden="true">
          {' '}
          · waiting {clockOf(seconds)} · {free} free
        </span>
      </p>
      <VerbButton tone="main" keyHint="y" busy={take.busy} onClick={answer}>
        Take the call
      </VerbButton>
      <VerbButton tone="quiet" pressed={isQuiet} onClick={() => beQuiet(!isQuiet)}>
        {isQuiet ? 'Sound is off' : 'Sound off'}
      </VerbButton>
    </section>
  );
}
