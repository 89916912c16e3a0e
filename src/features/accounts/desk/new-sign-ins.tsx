import { Link } from '@tanstack/react-router';
import { LogIn } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { readAccess, tellSessions } from '../contract.ts';
import { faces } from './words.ts';

/** Somebody signed in as this person somewhere else: shown until it is read. */
export function NewSignIns() {
  const { data } = useCall(readAccess, {});
  const told = useAct(tellSessions, { stale: ['/api/v1/access'] });
  const fresh = data?.sessions.filter(({ isNew }) => isNew) ?? [];
  if (fresh.length === 0) return null;
  return (
    <section className="banner banner-stop" aria-label="New sign-ins as you">
      <LogIn size={18} aria-hidden="true" />
      <p>
        <strong>New sign-in as you:</strong>{' '}
        {fresh.map(({ id, face, device, createdAt }) => (
          <span key={id}>
            {faces[face]}
            {device && `, ${device}`}, <Clock at={createdAt} />.{' '}
          </span>
        ))}
        <Link to="/you">Was it not you?</Link>
      </p>
      <VerbButton busy={told.busy} onClick={() => told.run({})}>
        It was me
      </VerbButton>
    </section>
  );
}
