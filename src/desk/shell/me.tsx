import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut } from '../../features/accounts/contract.ts';
import { Yours } from '../../features/holds/desk/yours.tsx';
import { opener } from '../kit/api.ts';
import { Dialog } from '../kit/dialog.tsx';
import { forgetDrafts } from '../kit/draft.ts';
import { later } from '../kit/later.tsx';
import { useAct } from '../kit/query.ts';
import { hasRole, initials, useSession } from '../kit/session.ts';
import { VerbButton } from '../kit/verb.tsx';

const BeforeLeaving = later(
  () => import('../../features/handovers/desk/before-leaving.tsx').then((module) => module.BeforeLeaving),
  1,
);

/** Who is at this desk, and the way out. */
export function Me() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const leave = useAct(signOut, {
    after: () => {
      forgetDrafts();
      opener.forget();
      location.assign('/desk/');
    },
  });
  const name = session.callSign ?? 'You';
  return (
    <>
      <button type="button" className="rail-item" onClick={() => setOpen(true)}>
        <span className="who" aria-hidden="true">
          {initials(name)}
        </span>
        <span>
          You<span className="unseen">: {name}, sign out</span>
        </span>
        <span className="unseen">, {name}: sign out</span>
      </button>
      {open && (
        <Dialog title={name} onClose={() => setOpen(false)}>
          <p>
            {session.network.name} · {session.roles.map(({ role }) => role).join(', ')}
          </p>
          <p>
            <Link to="/you" onClick={() => setOpen(false)}>
              Passkeys, devices and sign-ins
            </Link>
          </p>
          <Yours />
          {hasRole(session, 'operator', 'dispatcher', 'coordinator') && (
            <BeforeLeaving onClose={() => setOpen(false)} />
          )}
          <p className="soft">Signing out also clears half-written words that this tab was keeping.</p>
          <div className="verbs">
            <VerbButton tone="main" busy={leave.busy} onClick={() => leave.run({ body: { face: 'desk' } })}>
              Sign out
            </VerbButton>
          </div>
        </Dialog>
      )}
    </>
  );
}
