import { useEffect } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { readMyKey } from '../contract.ts';
import { KeyTasks } from './key-tasks.tsx';
import { ListRefused } from './refused.tsx';
import { useRoll } from './roll.ts';
import { signAway, toSignAway } from './sign-away.ts';
import { unlocked } from './unlocked.ts';
import { sayBadList } from './use-key.tsx';
import { ringWords } from './words.ts';
import { moving, type Progress, workForRings } from './work.ts';

let working = Promise.resolve();

/** A rule of the list against it is said and done with; trouble with the call is the caller's. */
const sayUnlessCall = (error: unknown) => {
  if (error instanceof ApiProblem) throw error;
  sayBadList(error);
};

/** Follows the signed list on every screen: refuses one that does not fit, and does the rings' work while unlocked. */
export function KeyWork() {
  const { read, bad } = useRoll();
  const { data: mine } = useCall(readMyKey, {});
  const admin = hasRole(useSession(), 'admin');
  const key = useStore(unlocked);
  const removing = useStore(toSignAway);
  const progress = useStore(moving);
  useEffect(() => {
    if (!read?.roll || !key || bad) return;
    const { list, roll } = read;
    // One after the other: two at once would wrap, move and sign the same.
    working = working
      .then(async () => {
        if (removing.length > 0) await signAway({ list, roll }, key, admin).catch(sayUnlessCall);
        await workForRings(roll, key);
      })
      .catch((error: unknown) => {
        // Offline, or the list has gone on: the next reading of the list tries again.
        if (!(error instanceof ApiProblem)) throw error;
        if (!error.unreachable && error.status !== 409) sayProblem(error);
      });
  }, [read, key, bad, removing, admin]);
  if (bad) return <ListRefused bad={bad} />;
  return (
    <>
      {mine && read?.roll && <KeyTasks mine={mine} read={{ list: read.list, roll: read.roll }} />}
      {progress && <Moving {...progress} />}
    </>
  );
}

const Moving = ({ ring, done, of }: Progress) => (
  <div className="banner" role="status">
    <p>
      Sealing the {ringWords[ring]} records to the new epoch: {done} of {of}. Keep this desk open; it goes on
      by itself.
    </p>
    <progress max={of} value={done} aria-label="Records sealed anew" />
  </div>
);
