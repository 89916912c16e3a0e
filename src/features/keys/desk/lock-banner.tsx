import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { readMyKey } from '../contract.ts';
import { unlocked } from './unlocked.ts';

// Loaded when needed: the demo's desk never is, since its server holds the keys.
const KeyWork = lazy(() => import('./key-work.tsx').then(({ KeyWork }) => ({ default: KeyWork })));
const Unlock = lazy(() => import('./unlock.tsx').then(({ Unlock }) => ({ default: Unlock })));

/** After sign-in: what is sealed for one's rings opens once one's own key is unlocked here. */
export function LockBanner() {
  const { network } = useSession();
  return network.demo ? null : <OfRealNetwork />;
}

function OfRealNetwork() {
  const { data: mine } = useCall(readMyKey, {});
  const key = useStore(unlocked);
  const [unlocking, setUnlocking] = useState(false);
  const needed = mine && mine.sealed.length > 0 && !key;
  return (
    <Suspense fallback={null}>
      <KeyWork />
      {needed && (
        <div className="banner banner-lock" role="status">
          <p>
            ■ What people said is locked on this screen.{' '}
            {!mine.key && 'You need a key of your own, signed by two admins.'}
          </p>
          {mine.key ? (
            <VerbButton tone="main" onClick={() => setUnlocking(true)}>
              Unlock…
            </VerbButton>
          ) : (
            <Link to="/keys">Make your key</Link>
          )}
        </div>
      )}
      {unlocking && mine?.key && <Unlock mine={mine.key} onDone={() => setUnlocking(false)} />}
    </Suspense>
  );
}
