import { useCallback, useEffect, useState } from 'preact/hooks';
import { CallFailed, call, type Refusal } from '../../../field/send.ts';

/** What one asks of the server about oneself, again after each act; and what went wrong, in the server's words. */
export function useOwn<T>(path: string) {
  const [shown, show] = useState<T | null>(null);
  const [trouble, tell] = useState<Refusal | null>(null);
  const [busy, wait] = useState(false);
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    tell(null);
    wait(true);
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      tell(error.refusal);
      return false;
    } finally {
      wait(false);
    }
  }, []);
  const look = useCallback(() => run(async () => show(await call<T>(path))), [run, path]);
  const act = async (to: string, body: object) => (await run(() => call(to, body))) && look();
  useEffect(() => void look(), [look]);
  return { shown, trouble, busy, look, act, run };
}
