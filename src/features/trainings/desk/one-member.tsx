import { useState } from 'react';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import { type CourseFigures, readMemberCourses, revokeCertificate } from '../contract.ts';
import { CreditPrior } from './credit-prior.tsx';
import { day, hows } from './words.ts';

export const stale = ['/api/v1/people/:id/courses', '/api/v1/courses'];

/** What one member holds and lacks; credit for what they learnt before; taking a certificate back. */
export function OneMember({ courses }: { courses: CourseFigures[] }) {
  const [member, pick] = useState<Member | null>(null);
  return (
    <section className="stack" aria-labelledby="one-member">
      <h2 id="one-member">One member’s training</h2>
      <PickMember picked={member !== null} onPick={pick} />
      {member && <Shown id={member.id} courses={courses} key={member.id} />}
    </section>
  );
}

type Training = Opened<Answer<typeof readMemberCourses>>;

function Shown({ id, courses }: { id: string; courses: CourseFigures[] }) {
  const query = useCall(readMemberCourses, { params: { id } });
  const [crediting, credit] = useState(false);
  return (
    <Loaded query={query} lines={6}>
      {(training) => (
        <>
          <ul className="plain-list" aria-label={`Training of ${training.callSign}`}>
            {training.items
              .filter(({ certificate, credits }) => certificate || credits.length > 0)
              .map((item) => (
                <Line key={item.course} item={item} training={training} />
              ))}
          </ul>
          {training.items.every((i) => !i.certificate && i.credits.length === 0) && (
            <p className="soft">{training.callSign} has not begun a course.</p>
          )}
          {training.prior.map(({ id: note, course, by, at, reason }) => (
            <p key={note} className="soft">
              {courses.find((c) => c.course === course)?.title}: credited by {by || 'an admin'} on {day(at)}.{' '}
              {reason ? `“${reason}”` : 'The reason is sealed.'}
            </p>
          ))}
          {training.can.includes('credit') && (
            <div className="verbs">
              <VerbButton onClick={() => credit(true)}>Credit training before</VerbButton>
            </div>
          )}
          {crediting && <CreditPrior personId={id} courses={courses} onClose={() => credit(false)} />}
        </>
      )}
    </Loaded>
  );
}

function Line({ item, training }: { item: Training['items'][number]; training: Training }) {
  const [sure, ask] = useState(false);
  const revoke = useAct(revokeCertificate, { stale, done: () => 'Taken back.' });
  const { certificate, credits, missing, title } = item;
  return (
    <li>
      <span>
        <strong>{title}</strong>{' '}
        {certificate && (
          <span className="soft">
            {certificate.current ? '✓ valid until' : '× ended on'} {day(certificate.expiresAt)}
          </span>
        )}
        {credits.length > 0 && (
          <>
            <br />
            <span className="soft">{credits.map((c) => `${c.title} (${hows[c.how]})`).join(', ')}</span>
          </>
        )}
        {missing.length > 0 && (
          <>
            <br />
            <span className="soft">Lacks {missing.length} more</span>
          </>
        )}
      </span>
      {certificate?.current && training.can.includes('revoke') && (
        <VerbButton
          tone={sure ? 'danger' : 'quiet'}
          busy={revoke.busy}
          onClick={() => (sure ? revoke.run({ params: { id: certificate.id } }) : ask(true))}
        >
          {sure ? 'Yes, take it back' : 'Take back'}
        </VerbButton>
      )}
    </li>
  );
}
