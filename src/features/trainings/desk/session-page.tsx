import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { monthName } from '../../../desk/kit/days.ts';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import {
  checkIn,
  closeSession,
  type RosterLine,
  readOverview,
  readRoster,
  type Session,
} from '../contract.ts';
import { CancelSession } from './cancel-session.tsx';
import { CheckInList } from './check-in-list.tsx';
import { CreditPrior } from './credit-prior.tsx';
import { FeedbackShown } from './feedback.tsx';
import { Fill } from './fill.tsx';
import { useModuleTitles } from './module-titles.ts';
import { SessionForm } from './session-form.tsx';
import { ACCESS_NAMES, COURSE_NAMES, clock, PART_NAMES, whenOf } from './session-words.ts';
import { TrainingsNav } from './trainings-nav.tsx';

const stale = ['/api/v1/trainings'];

/** One session: who comes, who is there, what they thought. */
export function SessionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { month } = useSearch({ from: '/trainings/$id' });
  const query = useCall(readRoster, { params: { id } }, { every: 15_000 });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Training session</h1>
        <TrainingsNav />
      </header>
      <p>
        <Link to="/trainings" search={month ? { month } : {}}>
          ‹ {month ? `Sessions of ${monthName(month)}` : 'All sessions'}
        </Link>
      </p>
      <Loaded query={query} lines={8}>
        {({ session, items, feedback }) => (
          <>
            <Head session={session} />
            <h2>Who comes</h2>
            {session.state === 'planned' && session.can.includes('door') && (
              <FromList session={session} items={items} />
            )}
            {items.length === 0 ? (
              <Empty title="Nobody has registered yet">Send people to /trainings.</Empty>
            ) : (
              <Roster session={session} items={items} />
            )}
            <FeedbackShown {...feedback} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function Head({ session }: { session: Session }) {
  const chapterName = useChapterName();
  const now = useNow();
  const [open, setOpen] = useState<'change' | 'cancel' | null>(null);
  const close = useAct(closeSession, {
    stale,
    done: ({ came, expected }) => `Closed: ${came} of ${expected} came. Their modules are credited.`,
  });
  const { id, course, modules, state, form, place, link, chapterId, languages, access, trainers, can } =
    session;
  const titleOf = useModuleTitles(course);
  const planned = state === 'planned';
  const begun = Date.parse(session.startsAt) < now.getTime();
  return (
    <section className="page-head">
      <p>
        <strong>{COURSE_NAMES[course]}</strong> · {whenOf(session)}{' '}
        {state === 'closed' && <Mark tone="good">closed</Mark>}
        {state === 'cancelled' && <Mark>cancelled</Mark>}
      </p>
      <p>
        {form === 'online' ? `online: ${link ?? ''}` : place} · {chapterName(chapterId)} ·{' '}
        {languages.map(languageName).join(', ')}
        {access.length > 0 && ` · ${access.map((a) => ACCESS_NAMES[a]).join(', ')}`}
      </p>
      <p className="soft">
        Taught: {modules.map(titleOf).join('; ')}. By{' '}
        {trainers.length === 0
          ? 'nobody yet'
          : trainers.map((t) => `${t.callSign} (${PART_NAMES[t.part]})`).join(', ')}
        .
      </p>
      <div className="month-choice">
        <Fill session={session} />
      </div>
      {planned && (
        <div className="verbs">
          {begun && can.includes('close') && (
            <VerbButton tone="main" busy={close.busy} onClick={() => close.run({ params: { id } })}>
              Close: credit who was there
            </VerbButton>
          )}
          {can.includes('change') && <VerbButton onClick={() => setOpen('change')}>Change…</VerbButton>}
          {can.includes('cancel') && <VerbButton onClick={() => setOpen('cancel')}>Cancel…</VerbButton>}
        </div>
      )}
      {open === 'change' && <SessionForm session={session} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelSession session={session} onClose={() => setOpen(null)} />}
    </section>
  );
}

function FromList(props: { session: Session; items: RosterLine[] }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="verbs">
      <VerbButton onClick={() => setOpen(true)}>Check in from a list…</VerbButton>
      {open && <CheckInList {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Roster({ session, items }: { session: Session; items: RosterLine[] }) {
  const comes = useAct(checkIn, {
    stale,
    done: ({ name, already, cameAt, by }) =>
      already ? `${name} was already in at ${clock(cameAt)}, by ${by ?? 'another door'}.` : `In: ${name}.`,
  });
  const me = useSession().personId;
  const may = session.can.includes('credit') && session.state !== 'cancelled';
  const courses = useCall(readOverview, {}, { enabled: may });
  const [crediting, credit] = useState<RosterLine | null>(null);
  const isOpen = session.state === 'planned';
  const needs = items.flatMap((line) => line.needs);
  const counted = [...new Set(needs)].map(
    (one) => `${ACCESS_NAMES[one]} (${needs.filter((n) => n === one).length})`,
  );
  return (
    <>
      {counted.length > 0 && <p>▲ Asked for: {counted.join(', ')}.</p>}
      <div className="roster-scroll">
        <table className="roster-table">
          <thead>
            <tr>
              <th scope="col">Called</th>
              <th scope="col">Seat</th>
              <th scope="col" className="wide">
                Language
              </th>
              <th scope="col" className="wide">
                Needs
              </th>
              <th scope="col">There</th>
              {may && <th scope="col">Learnt before</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <tr key={line.personId}>
                <td>
                  {line.name} {line.name !== line.callSign && <span className="soft">{line.callSign}</span>}
                </td>
                <td>
                  {line.state === 'waiting' ? '▲ waits' : line.state === 'confirmed' ? 'seat' : 'walked in'}
                </td>
                <td className="wide">{line.language && languageName(line.language)}</td>
                <td className="wide">{line.needs.map((one) => ACCESS_NAMES[one]).join(', ')}</td>
                <td>
                  {line.cameAt ? (
                    <>
                      ✓ {clock(line.cameAt)}
                      {line.cameBy && <span className="soft"> by {line.cameBy}</span>}
                      {line.leftAt && `, left at ${clock(line.leftAt)}`}
                    </>
                  ) : isOpen ? (
                    <VerbButton
                      tone="quiet"
                      label={`Check in ${line.name}`}
                      busy={comes.busy}
                      onClick={() =>
                        comes.run({
                          params: { id: session.id },
                          body: { id: newId(), at: new Date().toISOString(), personId: line.personId },
                        })
                      }
                    >
                      Check in
                    </VerbButton>
                  ) : (
                    <span className="soft">not there</span>
                  )}
                </td>
                {may && (
                  <td>
                    {line.personId !== me && (
                      <VerbButton
                        tone="quiet"
                        label={`Credit training before: ${line.name}`}
                        onClick={() => credit(line)}
                      >
                        Credit…
                      </VerbButton>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {crediting && courses.data && (
        <CreditPrior
          personId={crediting.personId}
          name={crediting.name}
          courses={courses.data.items}
          session={session}
          onClose={() => credit(null)}
        />
      )}
    </>
  );
}
