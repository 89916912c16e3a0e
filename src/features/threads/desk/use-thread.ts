import { useEffect } from 'react';
import { call } from '../../../desk/kit/api.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { didIt } from '../../../desk/kit/undo.ts';
import * as c from '../contract.ts';
import type { Thread } from './words.ts';

const stale = ['/api/v1/threads'];

/** What waits at the carrier changes without an event; what has not changed for so long is not waited for any more. */
const whileUnderWayMs = 5_000;
const underWayForMs = 600_000;

/** A thread kept fresh, faster while something of ours is under way. */
export function useThread(id: string) {
  const query = useCall(c.readThread, { params: { id } });
  const since = useNow().getTime() - underWayForMs;
  const underWay =
    query.data?.lines.some(
      ({ state, at }) => (state === 'queued' || state === 'sent') && Date.parse(at) > since,
    ) ?? false;
  useCall(c.readThread, { params: { id } }, { enabled: underWay, every: whileUnderWayMs });
  return query;
}

/** What the desk does with a thread. */
export function useThreadActs({ id }: Pick<Thread, 'id'>) {
  const params = { id };
  const mark = useAct(c.markThread, { stale });
  const assign = useAct(c.assignThread, { stale });
  return {
    busy: mark.busy || assign.busy,
    seen: () => mark.run({ params, body: { seen: true } }),
    needsAnswer: (needsAnswer: boolean) => mark.run({ params, body: { needsAnswer } }),
    assign: (personId: string | null) => assign.run({ params, body: { personId } }),
    async resolve(resolved: boolean) {
      const done = await mark.ask({ params, body: { resolved } });
      if (done && resolved)
        didIt('Done. It comes back when they write again.', () =>
          mark.run({ params, body: { resolved: false } }),
        );
    },
  };
}

const hereMs = 12_000;

/** Says to others of the desk that one has it before one, for as long as it is shown. */
export function useHere(id: string, typing: boolean) {
  useEffect(() => {
    const say = () => void call(c.beHere, { params: { id }, body: { typing } }).catch(() => {});
    say();
    const timer = setInterval(say, hereMs);
    return () => clearInterval(timer);
  }, [id, typing]);
}

/** What is in the list is seen by whoever has it open. */
export function useSeen({ id, unread, can }: Thread) {
  const acts = useThreadActs({ id });
  const due = unread && can.includes('mark');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it becomes unread
  useEffect(() => {
    if (due) acts.seen();
  }, [id, due]);
}
