import { useEffect, useRef, useState } from 'preact/hooks';
import type { Puzzle } from '../features/calls/rules.ts';
import { sendSolution } from './api.ts';
import { say } from './words.ts';

/** How far the puzzle of this call has come, from 0 to 1; 'done' where the server has taken it; null where there is none. */
export type SumState = number | 'done' | null;

/** Computes beside the call, which waits already. Where it does not come to an end the call waits on as it is. */
export function useSum() {
  const [state, set] = useState<SumState>(null);
  const stopping = useRef<AbortController | null>(null);
  const stop = () => {
    stopping.current?.abort();
    set(null);
  };
  useEffect(() => () => stopping.current?.abort(), []);
  const begin = async (secret: string, puzzle: Puzzle) => {
    const mine = new AbortController();
    const { signal } = mine;
    stopping.current = mine;
    const show = (to: SumState) => signal.aborted || set(to);
    show(0);
    try {
      const { solve } = await import('./solve.ts');
      const guesses = await solve(puzzle, { signal, progress: show });
      if (!guesses) return;
      await sendSolution(secret, puzzle.text, guesses);
      show('done');
    } catch {
      show(null);
    }
  };
  return { state, begin: (secret: string, puzzle: Puzzle) => void begin(secret, puzzle), stop };
}

export function Sum({ state }: { state: SumState }) {
  if (state === null) return null;
  if (state === 'done') return <p role="status">{say('sumDone')}</p>;
  return (
    <section class="sum">
      <p>{say('sum')}</p>
      <progress value={state} aria-label={say('sumName')} />
    </section>
  );
}
