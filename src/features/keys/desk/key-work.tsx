import { useEffect } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { ListRefused } from './refused.tsx';
import { useRoll } from './roll.ts';
import { unlocked } from './unlocked.ts';
import { ringWords } from './words.ts';
import { moving, workForRings } from './work.ts';

let working = Promise.resolve();

/** Follows the signed list on every screen: refuses one that does not fit, and does the rings' work while unlocked. */
export function KeyWork() {
  const { read, bad } = useRoll();
  const key = useStore(unlocked);
  const progress = useStore(moving);
  useEffect(() => {
    if (!read?.roll || !key || bad) return;
    const { roll } = read;
    // One after the other: two at once would wrap and move the same.
    working = working
      .then(() => workForRings(roll, key))
      .catch((error: unknown) => {
        // Offline, or the list has gone on: the next reading of the list tries again.
        if (!(error instanceof ApiProblem)) throw error;
        if (!error.unreachable && error.status !== 409) sayProblem(error);
      });
  }, [read, key, bad]);
  if (bad) return <ListRefused bad={bad} />;
  if (!progress) return null;
  const { ring, done, of } = progress;
  return (
    <div className="banner" role="status">
      <p>
        Sealing the {ringWords[ring]} records to the new epoch: {done} of {of}. Keep this desk open; it goes
        on by itself.
      </p>
      <progress max={of} value={done} aria-label="Records sealed anew" />
    </div>
  );
}
