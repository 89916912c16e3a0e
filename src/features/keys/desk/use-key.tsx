import { useRef, useState } from 'react';
import { follow } from '../../../desk/kit/believe.ts';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { type Act, type Mine, proposeChange, type Ring, signChange } from '../contract.ts';
import { BadList, type Roll, replay, signBody } from '../rules.ts';
import { changeOf } from './change.ts';
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

/** Whether one may sign: an admin by role who is one on the list too. */
export const maySign = (mine: Mine, { roll }: Read): boolean =>
  mine.admin && Boolean(roll?.members.get(mine.account)?.admin);

/** A rule of the list is against it, whoever signs. */
export const sayBadList = (error: unknown) => {
  if (!(error instanceof BadList)) throw error;
  notify({ tone: 'trouble', text: error.message, more: 'Nothing was signed.' });
};

/** Puts the next change of the list, or the first of another, with one's own signature where one is an admin on it. */
export function usePropose(mine: Mine, read: Read) {
  const { withKey, asking } = useKey(mine);
  const id = useRef(newId());
  /** The list that this browser begins: it goes on from that one as soon as the server has it. */
  const begun = useRef<Roll | null>(null);
  const act = useAct(proposeChange, {
    stale,
    done: ({ draft }) =>
      draft
        ? draft.signatures.length > 0
          ? 'Signed. Another admin signs next.'
          : 'Proposed. Two admins sign next.'
        : 'Signed. It is in force.',
    after: () => {
      if (begun.current) follow(begun.current);
      id.current = newId();
    },
  });
  const put = (acts: Act[], more: { rings?: Ring[]; anew?: boolean } = {}) =>
    withKey(async (key) => {
      const change = await changeOf(read, key, mine.admin, acts, more).catch(sayBadList);
      if (!change) return;
      const { body, signature, anew } = change;
      const first = { body, signatures: signature ? [signature] : [] };
      begun.current = anew ? await replay(read.list.network, [first], null) : null;
      await act.ask({ body: { id: id.current, ...change } });
    });
  return { put, asking, busy: act.busy };
}

/** Puts one's signature under the change that waits. */
export function useSign(mine: Mine) {
  const { withKey, asking } = useKey(mine);
  const act = useAct(signChange, { stale, done: () => 'Signed. The change is in force.' });
  const sign = ({ id, body }: { id: string; body: string }) =>
    withKey(async (key) => {
      const signature = await signBody(key.sign, body);
      act.run({ params: { id }, body: { signature: { by: key.account, signature } } });
    });
  return { sign, asking, busy: act.busy };
}
