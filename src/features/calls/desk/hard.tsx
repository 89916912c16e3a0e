import { Coffee } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Cover, coverSeat, uncoverSeat } from '../contract.ts';
import { useCalls } from './use-calls.ts';

const stale = ['/api/v1/calls', '/api/v1/presence'];

/** Covers one's seat, or ends that. */
export function useCover() {
  const { data } = useCalls();
  const on = useAct(coverSeat, { stale, done: () => 'Others are rung. Somebody is asked to call you.' });
  const off = useAct(uncoverSeat, { stale, done: () => 'You are back: your telephone rings again.' });
  const cover = data?.cover ?? null;
  return {
    cover,
    busy: on.busy || off.busy,
    turn: () => (cover ? off.run({}) : on.run({ body: { id: newId() } })),
  };
}

/** One press after, or during, a hard call. */
export function HardCall() {
  const { cover, busy, turn } = useCover();
  if (cover) return null;
  return (
    <VerbButton keyHint="Control+h" busy={busy} onClick={turn}>
      Hard call
    </VerbButton>
  );
}

/** Above every screen while one's seat is covered; and the key, which works wherever one is. */
export function Covered() {
  const { cover, busy, turn } = useCover();
  useVerbs('Telephone', [
    { key: 'Control+h', word: cover ? 'Back at the telephone' : 'Hard call: cover my seat', run: turn },
  ]);
  if (!cover) return null;
  return (
    <section className="banner calls-mine" aria-label="Your seat is covered">
      <Coffee size={20} aria-hidden="true" />
      <p>
        <strong role="status">◑ Your seat is covered</strong>
        {cover.until ? (
          <>
            {' '}
            until <Clock at={cover.until} />
          </>
        ) : (
          ' for a quarter of an hour from the end of this call'
        )}{' '}
        · {heardOf(cover)}
      </p>
      <VerbButton keyHint="Control+h" busy={busy} onClick={turn}>
        I am back
      </VerbButton>
    </section>
  );
}

const heardOf = ({ until, heard }: Cover) =>
  heard
    ? `${heard} will call you`
    : until
      ? 'somebody is being asked to call you; nothing of the call is told'
      : 'then somebody is asked to call you; nothing of the call is told';
