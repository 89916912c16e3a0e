import { useRef, useState } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { type Act, type Mine, proposeChange, type RingWrap } from '../contract.ts';
import { draftOf, signBody } from '../rules.ts';
import type { Read } from './roll.ts';
import { Unlock } from './unlock.tsx';
import { type Unlocked, unlocked } from './unlocked.ts';

export const stale = ['/api/v1/keys'];

/** Runs something with the unlocked key; asks for it first where it is locked. */
export function useKey(mine: Mine) {
  const open = useStore(unlocked);
  const [then, setThen] = useState<((key: Unlocked) => void) | null>(null);
  const withKey = (run: (key: Unlocked) => void) => (open ? run(open) : setThen(() => run));
  const asking = then && mine.key && (
    <Unlock
      mine={mine.key}
      onDone={(done) => {
        setThen(null);
        const key = unlocked.get();
        if (done && key) then(key);
      }}
    />
  );
  return { withKey, asking };
}

/** Puts the next change of the list, or the first of another, with one's own signature where one is an admin on it. */
export function usePropose(mine: Mine, { list, roll }: Read) {
  const { withKey, asking } = useKey(mine);
  const id = useRef(newId());
  const act = useAct(proposeChange, {
    stale,
    done: ({ draft }) =>
      draft
        ? draft.signatures.length > 0
          ? 'Signed. Another admin signs next.'
          : 'Proposed. Two admins sign next.'
        : 'Signed. It is in force.',
    after: () => {
      id.current = newId();
    },
  });
  const signs = mine.admin && (!roll || Boolean(roll.members.get(mine.account)?.admin));
  const put = (make: () => Promise<{ acts: Act[]; wraps: RingWrap[] }>, anew = false) =>
    withKey(async (key) => {
      const { acts, wraps } = await make();
      const body = draftOf(list.network, anew ? null : roll, new Date(), acts);
      const signature = signs || anew ? { by: key.account, signature: await signBody(key.sign, body) } : null;
      await act.ask({ body: { id: id.current, body, signature, wraps, anew } });
    });
  return { put, asking, busy: act.busy };
}
