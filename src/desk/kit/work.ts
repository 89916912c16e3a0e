import { useState } from 'react';
import { ApiProblem } from './api.ts';

export interface Work<A extends unknown[]> {
  run(...given: A): void;
  busy: boolean;
  /** Why it did not work; shown by the caller. */
  problem: ApiProblem | null;
}

/** Something of several steps that a person waits for, such as a passkey; one at a time. */
export function useWork<A extends unknown[]>(work: (...given: A) => Promise<void>): Work<A> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const start = async (...given: A) => {
    setBusy(true);
    setProblem(null);
    try {
      await work(...given);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { run: (...given) => void (busy || start(...given)), busy, problem };
}
