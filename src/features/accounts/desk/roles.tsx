import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { minutesUntil, useNow } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { endRole, type Grant, listRoles, signOutMember } from '../contract.ts';
import { GiveRole } from './give-role.tsx';
import { InviteLink } from './invite-link.tsx';

const stale = ['/api/v1/people', '/api/v1/session'];

/** A member's roles, for admins and the coordinators of their chapter: who may do what, where and until when; and the link that lets them in. */
export function Roles({ personId, callSign }: { personId: string; callSign: string }) {
  const { personId: me } = useSession();
  const query = useCall(listRoles, { params: { id: personId } });
  const [doing, setDoing] = useState<'give' | 'invite' | null>(null);
  const out = useAct(signOutMember, {
    done: ({ ended }) => (ended === 0 ? 'They were signed in nowhere.' : `Signed out in ${ended} places.`),
  });
  const close = () => setDoing(null);
  return (
    <section className="stack">
      <h2>Roles at sign-in</h2>
      <Loaded query={query}>
        {({ items, can }) => (
          <>
            {items.length === 0 && <Empty title="No role">They can sign in and see what is theirs.</Empty>}
            <ul className="plain-list access-list">
              {items.map((grant) => (
                <Held key={grant.id} grant={grant} callSign={callSign} />
              ))}
            </ul>
            {can.length > 0 ? (
              <div className="verbs">
                {can.includes('give') && (
                  <VerbButton onClick={() => setDoing('give')}>Give a role…</VerbButton>
                )}
                {can.includes('sign-out') && (
                  <VerbButton busy={out.busy} onClick={() => out.run({ params: { id: personId } })}>
                    Sign out everywhere
                  </VerbButton>
                )}
                {can.includes('invite') && (
                  <VerbButton onClick={() => setDoing('invite')}>Make an invite link…</VerbButton>
                )}
              </div>
            ) : (
              <p className="soft">
                {personId === me
                  ? 'Nobody gives themselves a role or a link: another admin does.'
                  : 'An admin makes links for this member: a role of theirs goes beyond your chapter.'}
              </p>
            )}
          </>
        )}
      </Loaded>
      {doing === 'give' && <GiveRole personId={personId} callSign={callSign} onClose={close} />}
      {doing === 'invite' && <InviteLink personId={personId} callSign={callSign} onClose={close} />}
    </section>
  );
}

function Held({ grant, callSign }: { grant: Grant; callSign: string }) {
  const { id, role, chapterId, startsAt, endsAt, can } = grant;
  const chapterName = useChapterName();
  // The desk's clock goes in steps and may be a little off: a role given now has begun.
  const later = minutesUntil(startsAt, useNow()) > 1;
  const end = useAct(endRole, { stale, done: () => `${callSign} is ${role} no more.` });
  return (
    <li>
      <span>
        <strong>{role}</strong> {later && <Mark tone="plain">not yet</Mark>}
        <small className="soft">
          {chapterId ? chapterName(chapterId) : 'whole network'} · from <Clock at={startsAt} />
          {endsAt ? (
            <>
              {' '}
              until <Clock at={endsAt} />
            </>
          ) : (
            ', until ended'
          )}
        </small>
      </span>
      {can.includes('end') && (
        <VerbButton
          label={`End ${role} of ${callSign}`}
          busy={end.busy}
          onClick={() => end.run({ params: { id } })}
        >
          End
        </VerbButton>
      )}
    </li>
  );
}
