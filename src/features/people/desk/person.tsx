import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { LooksLeft } from '../../../desk/kit/looks.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { zone } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital, languageName, plain } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { dayOnly } from '../../../platform/i18n/times.ts';
import { type lookAtPerson, showName } from '../contract.ts';
import { Remove } from './remove.tsx';
import { Suspend } from './suspend.tsx';
import { useLook } from './use-look.ts';

/** Courses whose code is no word. */
const certificateWords: Record<string, string> = {
  rights: 'know your rights',
  firstaid: 'first aid',
  security: 'data safety',
};

type Page = Answer<typeof lookAtPerson>;

/** What other features add to a member's page. */
interface More {
  more?: (person: Page, again: () => void) => ReactNode;
  /** Told of who was removed on it. */
  onRemoved?: (id: string) => void;
}

/** One member: what the desk may know, with the name behind a look of its own. */
export function PersonScreen({ more, onRemoved }: More) {
  const { id } = useParams({ from: '/people/$id' });
  const query = useLook(id);
  return (
    <main className="screen">
      <p>
        <Link to="/people">← People</Link>
      </p>
      <Loaded query={query}>
        {(person) => (
          <Member key={id} person={person} again={() => void query.refetch()} onRemoved={onRemoved}>
            {more?.(person, () => void query.refetch())}
          </Member>
        )}
      </Loaded>
    </main>
  );
}

function Member(props: {
  person: Page;
  again: () => void;
  onRemoved: More['onRemoved'];
  children: ReactNode;
}) {
  const { person, again, onRemoved, children } = props;
  const [doing, setDoing] = useState<'remove' | 'suspend' | null>(null);
  const chapterName = useChapterName();
  const close = () => setDoing(null);
  const left = person.state === 'left';
  return (
    <>
      <header className="screen-head">
        <h1>{person.callSign}</h1>
        <span className="marks">
          <Mark tone={person.state === 'active' ? 'good' : 'plain'}>
            {person.state === 'active' ? '✓ active' : person.state}
          </Mark>
          {person.suspended && <Mark tone="danger">■ suspended</Mark>}
        </span>
      </header>
      <div className="columns">
        <section>
          <h2>Membership</h2>
          <dl className="person-facts">
            <dt>Chapter</dt>
            <dd>{chapterName(person.chapterId)}</dd>
            <dt>Roles</dt>
            <dd>{person.roles.map(plain).join(', ') || 'none'}</dd>
            <dt>Languages</dt>
            <dd>{person.languages.map(languageName).join(', ') || 'none noted'}</dd>
            <dt>{left ? 'Left' : `${capital(person.state)} since`}</dt>
            <dd>
              <Clock at={person.since} />
            </dd>
          </dl>
        </section>
        <section>
          <h2>Certificates and conduct</h2>
          <dl className="person-facts">
            <dt>Certificates</dt>
            <dd>
              {person.certificates.length === 0 && 'none in force'}
              {person.certificates.map(({ course, expiresAt }) => (
                <span key={course} className="line">
                  {certificateWords[course] ?? course}, until {dayOnly('en', new Date(expiresAt), zone.get())}
                </span>
              ))}
            </dd>
            <dt>Conduct agreement</dt>
            <dd>
              {person.agreement.current
                ? '✓ signed as it now reads'
                : person.agreement.signedVersion === null
                  ? '▲ not signed'
                  : `▲ signed in version ${person.agreement.signedVersion}, which has changed since`}
            </dd>
            <dt>Suspension</dt>
            <dd>{person.suspended ? '■ in force, see Conduct' : 'none in force'}</dd>
          </dl>
        </section>
        {person.can.includes('name') && <Name person={person} />}
      </div>
      {children}
      {(person.can.includes('suspend') || person.can.includes('remove')) && (
        <div className="verbs">
          {person.can.includes('suspend') && (
            <VerbButton onClick={() => setDoing('suspend')}>Suspend…</VerbButton>
          )}
          {person.can.includes('remove') && (
            <VerbButton tone="danger" onClick={() => setDoing('remove')}>
              Remove from the network…
            </VerbButton>
          )}
        </div>
      )}
      {left && (
        <p className="soft">
          Name, phone numbers, emergency contact, hours and home area are deleted, or put aside unused while a
          legal hold is about them. The call sign stays on what they did.
        </p>
      )}
      {doing === 'remove' && (
        <Remove
          person={person}
          onDone={() => {
            onRemoved?.(person.id);
            again();
          }}
          onClose={close}
        />
      )}
      {doing === 'suspend' && <Suspend complaint={null} person={person} onDone={again} onClose={close} />}
    </>
  );
}

/** Hidden until asked for; gone again when the page is left. */
function Name({ person }: { person: Page }) {
  const [shown, setShown] = useState<Answer<typeof showName> | null>(null);
  const show = useAct(showName, { after: setShown });
  return (
    <section>
      <h2>Name and contact</h2>
      {shown ? (
        <dl className="person-facts">
          <dt>Name</dt>
          <dd>{shown.name ?? 'no name is kept'}</dd>
          <dt>Reached at</dt>
          <dd>
            {shown.addresses.length === 0 && 'no address is kept'}
            {shown.addresses.map(({ kind, address }) => (
              <span key={`${kind} ${address}`} className="line">
                {address} <small>{kind === 'wall' ? 'demo phone' : kind}</small>
              </span>
            ))}
          </dd>
        </dl>
      ) : (
        <>
          <p className="soft">Hidden. Who shows it, and when, is written down.</p>
          <div className="verbs">
            <VerbButton busy={show.busy} onClick={() => show.run({ params: { id: person.id }, body: {} })}>
              Show name
            </VerbButton>
          </div>
        </>
      )}
      <LooksLeft looks={shown?.looks ?? person.looks} />
    </section>
  );
}
