import { Headphones } from 'lucide-react';
import { store, useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { SentCall } from '../contract.ts';
import { WebLine } from './later-line.ts';
import { about } from './words.ts';

/** The call of somebody else that this browser is on, as an interpreter or a learner. */
const joined = store<{ call: SentCall; part: 'interpreter' | 'learner' } | null>(null);

/** Ways onto a call from a browser that another member has: the caller and they see who joins. */
export function JoinVerbs({ call }: { call: SentCall }) {
  const current = useStore(joined);
  if (call.door !== 'web' || current || !call.can.includes('join')) return null;
  return (
    <>
      <VerbButton tone="quiet" onClick={() => joined.set({ call, part: 'interpreter' })}>
        Interpret
      </VerbButton>
      <VerbButton tone="quiet" onClick={() => joined.set({ call, part: 'learner' })}>
        Listen to learn
      </VerbButton>
    </>
  );
}

/** On whatever screen one is: the call that one has joined. */
export function JoinedBanner() {
  const current = useStore(joined);
  if (!current) return null;
  const { call, part } = current;
  const leave = () => joined.set(null);
  return (
    <section className="banner calls-mine" aria-label="The call you joined">
      <Headphones size={20} aria-hidden="true" />
      <p>
        <strong>{part === 'interpreter' ? 'Interpreting' : 'Listening'}</strong> for{' '}
        {call.answeredBy?.callSign} · {about(call)}
      </p>
      <WebLine callId={call.id} part={part} onOver={leave} />
      <VerbButton onClick={leave}>Leave the call</VerbButton>
    </section>
  );
}
