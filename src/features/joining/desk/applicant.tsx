import '../../../desk/css/joining.css';
import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Age, Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { LooksLeft } from '../../../desk/kit/looks.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital, languageName } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import { giveBack, type OpenedGreeting, readApplicant, showContact, takeApplicant } from '../contract.ts';
import { Conversation } from './conversation.tsx';
import { Hours } from './hours.tsx';
import { Marks } from './joining.tsx';
import { hows, limitsOf, outcomes, said, sources } from './words.ts';

type Page = Opened<Answer<typeof readApplicant>>;
export const stale = ['/api/v1/applicants'];

/** One applicant: what they said, who talks with them, and how it went. */
export function ApplicantPage() {
  const { id } = useParams({ from: '/joining/$id' });
  const query = useCall(readApplicant, { params: { id } }, { every: 60_000 });
  return (
    <main className="screen">
      <p>
        <Link to="/joining">← Joining</Link>
      </p>
      <Loaded query={query} lines={8}>
        {(page) => <OneApplicant key={id} page={page} />}
      </Loaded>
    </main>
  );
}

function OneApplicant({ page }: { page: Page }) {
  const chapterName = useChapterName();
  const session = useSession();
  const open = page.greetings.find((g) => g.endedAt === null);
  const past = page.greetings.filter((g) => g.endedAt !== null);
  return (
    <>
      <header className="screen-head">
        <h1>{page.callSign}</h1>
        <span className="marks">
          <Mark tone={page.state === 'active' ? 'good' : 'plain'}>{page.state}</Mark>
          <Marks of={page} />
        </span>
      </header>
      <div className="columns">
        <section>
          <h2>What they said</h2>
          <dl className="person-facts">
            <dt>Wants to</dt>
            <dd>{said(page.wants)}</dd>
            <dt>As</dt>
            <dd>{page.kind === 'ally' ? 'an ally, who trains and is not asked' : 'a member'}</dd>
            <dt>Chapter</dt>
            <dd>{chapterName(page.chapterId)}</dd>
            <dt>Languages</dt>
            <dd>{page.languages.map(languageName).join(', ')}</dd>
            <dt>Applied</dt>
            <dd>
              {page.times.length === 0 && 'came before there was a form'}
              {page.times.map(({ at, source }) => (
                <span key={`${at}${source}`} className="line">
                  <Clock at={at} /> {sources[source]}
                </span>
              ))}
            </dd>
            <dt>{capital(page.state)}</dt>
            <dd>
              <Age at={page.since} {...limitsOf(page)} />
            </dd>
          </dl>
          {hasRole(session, 'coordinator', 'admin') && (
            <p>
              <Link to="/people/$id" params={{ id: page.personId }} preload={false}>
                Vouches and certificates on the member’s page
              </Link>
            </p>
          )}
        </section>
        <Contact page={page} />
      </div>
      {open ? <Conversation key={open.id} page={page} greeting={open} /> : <Take page={page} />}
      {open && page.can.includes('release') && <GiveBack greeting={open} />}
      {past.length > 0 && <Past greetings={past} />}
    </>
  );
}

function Take({ page }: { page: Page }) {
  const id = useRef(newId());
  const take = useAct(takeApplicant, {
    stale,
    done: () => `You have taken ${page.callSign}. Show how to reach them, and agree on a time.`,
  });
  if (!page.can.includes('take')) return null;
  return (
    <section className="stack">
      <h2>The conversation</h2>
      <p className="soft">
        Nobody talks with them yet. Half an hour is enough; a checklist goes with it. Whoever takes them sees
        name and number.
      </p>
      <div className="verbs">
        <VerbButton
          tone="main"
          busy={take.busy}
          onClick={() => take.run({ params: { id: page.personId }, body: { id: id.current } })}
        >
          Take {page.callSign}
        </VerbButton>
      </div>
    </section>
  );
}

function GiveBack({ greeting }: { greeting: OpenedGreeting }) {
  const act = useAct(giveBack, { stale, done: () => 'Given back: somebody else can take them.' });
  return (
    <div className="verbs">
      <VerbButton
        tone="quiet"
        busy={act.busy}
        onClick={() => act.run({ params: { id: greeting.id }, body: {} })}
      >
        {greeting.mine ? 'Give back, for somebody else to take' : `Free from ${greeting.by}`}
      </VerbButton>
    </div>
  );
}

/** Hidden until asked for; gone again when the page is left. */
function Contact({ page }: { page: Page }) {
  const [shown, setShown] = useState<Answer<typeof showContact> | null>(null);
  const show = useAct(showContact, { after: setShown });
  const may = page.can.includes('contact');
  return (
    <section>
      <h2>Name, number, hours</h2>
      {shown ? (
        <dl className="person-facts">
          <dt>Called</dt>
          <dd>
            {shown.name ?? 'no name is kept'}
            {shown.otherNames.map((name) => (
              <span key={name} className="line">
                {name} <small>when they applied again</small>
              </span>
            ))}
          </dd>
          <dt>Reached at</dt>
          <dd>
            {shown.addresses.length === 0 && 'no address is kept'}
            {shown.addresses.map(({ kind, address }) => (
              <span key={`${kind} ${address}`} className="line">
                {address} <small>{kind === 'wall' ? 'demo phone' : kind}</small>
              </span>
            ))}
          </dd>
          <dt>Could</dt>
          <dd>
            <Hours windows={shown.availability} />
          </dd>
        </dl>
      ) : (
        <>
          <p className="soft">
            {may
              ? 'Hidden. Who shows it, and when, is written down.'
              : 'Whoever takes them sees it, and their coordinator.'}
          </p>
          {may && (
            <div className="verbs">
              <VerbButton
                busy={show.busy}
                onClick={() => show.run({ params: { id: page.personId }, body: {} })}
              >
                Show name and number
              </VerbButton>
            </div>
          )}
        </>
      )}
      {may && <LooksLeft looks={shown?.looks} />}
    </section>
  );
}

const Past = ({ greetings }: { greetings: OpenedGreeting[] }) => (
  <section className="stack">
    <h2>Conversations before</h2>
    <ul className="plain-list">
      {greetings.map((g) => (
        <li key={g.id} className="switch-card">
          <p>
            <strong>{g.outcome && outcomes[g.outcome]}</strong> · {g.by}, <Clock at={g.endedAt!} />
            {g.how && `, ${hows[g.how]}`}
          </p>
          <Quoted of={g} name="notes" words={g.notes} />
        </li>
      ))}
    </ul>
  </section>
);
