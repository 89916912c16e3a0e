import '../../../desk/css/rota.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { monthName, plusMonths, weeksOf } from '../../../desk/kit/days.ts';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { listSessions, type Session } from '../contract.ts';
import { Fill } from './fill.tsx';
import { SessionForm } from './session-form.tsx';
import { ACCESS_NAMES, COURSE_NAMES, clock, dayName, dayOf, plusDays } from './session-words.ts';
import { SessionsMonth } from './sessions-month.tsx';
import { TrainingsNav } from './trainings-nav.tsx';

const spans = [
  { word: 'The next four weeks', from: 0, to: 28 },
  { word: 'The next three months', from: 0, to: 92 },
  { word: 'The last three months', from: -92, to: 0 },
];

/** Sessions of trainings as a list or by month: how full they are, what still has to be closed, a new one or a series. */
export function Trainings() {
  const today = dayOf(useNow());
  const { month } = useSearch({ from: '/trainings' });
  const navigate = useNavigate();
  const [span, setSpan] = useState(0);
  const [planning, plan] = useState(false);
  const thisMonth = today.slice(0, 7);
  const show = (next?: string) =>
    void navigate({ to: '/trainings', search: next ? { month: next } : {}, replace: true });
  const step = (by: number) => show(plusMonths(month ?? thisMonth, by));
  useVerbs('Trainings', [
    { key: 'm', word: 'show the month', run: () => show(month ?? thisMonth) },
    { key: 'l', word: 'show the list', run: () => show() },
    ...(month
      ? [
          { key: 'ArrowLeft', word: 'the month before', run: () => step(-1) },
          { key: 'ArrowRight', word: 'the month after', run: () => step(1) },
          { key: 'n', word: 'this month', run: () => show(thisMonth) },
        ]
      : []),
  ]);
  const { from, to } = spans[span]!;
  const days = month ? weeksOf(month) : [];
  const between = month
    ? { from: days[0]!, to: plusDays(days.at(-1)!, 1) }
    : // What was yesterday may still have to be closed.
      { from: plusDays(today, from === 0 ? -2 : from), to: plusDays(today, to + 1) };
  const query = useCall(listSessions, { query: between }, { every: 60_000, keep: true });
  return (
    <main className={month ? 'screen screen-wide' : 'screen'}>
      <header className="screen-head">
        <h1>Trainings</h1>
        <TrainingsNav />
      </header>
      <p className="lead">
        Everybody finds these at{' '}
        <a href="/trainings" target="_blank" rel="noreferrer">
          /trainings
        </a>{' '}
        and registers without an account. More seats are given than there are chairs, by how many stayed away
        before, so that too many come at most once in twenty.
      </p>
      <div className="rota-bar">
        <VerbButton tone="main" onClick={() => plan(true)}>
          New session or series…
        </VerbButton>
        <fieldset className="rota-views">
          <legend className="unseen">How to show them</legend>
          <VerbButton keyHint="l" pressed={!month} onClick={() => show()}>
            List
          </VerbButton>
          <VerbButton keyHint="m" pressed={Boolean(month)} onClick={() => show(month ?? thisMonth)}>
            Month
          </VerbButton>
        </fieldset>
        {month ? (
          <>
            <div className="verbs">
              <VerbButton keyHint="ArrowLeft" onClick={() => step(-1)}>
                Earlier
              </VerbButton>
              <VerbButton keyHint="n" onClick={() => show(thisMonth)}>
                Today
              </VerbButton>
              <VerbButton keyHint="ArrowRight" onClick={() => step(1)}>
                Later
              </VerbButton>
            </div>
            <h2 className="rota-span" aria-live="polite">
              {monthName(month)}
            </h2>
          </>
        ) : (
          <label className="field">
            <span className="unseen">Show</span>
            <select value={span} onChange={(event) => setSpan(Number(event.currentTarget.value))}>
              {spans.map(({ word }, n) => (
                <option key={word} value={n}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Loaded query={query} lines={8}>
        {({ items }) =>
          month ? (
            <div aria-busy={query.isPlaceholderData}>
              <SessionsMonth month={month} days={days} today={today} items={items} />
            </div>
          ) : items.length === 0 ? (
            <Empty title="No session in this time">Plan one, or a series in one go.</Empty>
          ) : (
            <ul className="session-list" aria-label="Sessions">
              {items.map((session) => (
                <Line key={session.id} session={session} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {planning && <SessionForm session={null} onClose={() => plan(false)} />}
    </main>
  );
}

function Line({ session }: { session: Session }) {
  const chapterName = useChapterName();
  const now = useNow();
  const { id, course, startsAt, endsAt, form, place, chapterId, languages, access, trainers, state } =
    session;
  const isOver = Date.parse(endsAt) < now.getTime();
  return (
    <li>
      <span>
        <strong>{dayName(dayOf(new Date(startsAt)))}</strong>
        <br />
        {clock(startsAt)}
      </span>
      <span>
        <Link to="/trainings/$id" params={{ id }}>
          {COURSE_NAMES[course]}
        </Link>{' '}
        {state === 'cancelled' && <Mark tone="plain">cancelled</Mark>}
        {state === 'closed' && <Mark tone="good">closed</Mark>}
        {state === 'planned' && isOver && <Mark tone="needs">▲ to be closed</Mark>}
        <br />
        <span className="soft">
          {form === 'online' ? 'online' : place} · {chapterName(chapterId)}
        </span>
      </span>
      <span>
        {languages.map(languageName).join(', ')}
        {access.length > 0 && (
          <span className="soft"> · {access.map((a) => ACCESS_NAMES[a]).join(', ')}</span>
        )}
        <br />
        {trainers.length > 0 ? (
          <span className="soft">{trainers.map((t) => t.callSign).join(', ')}</span>
        ) : (
          state === 'planned' && <span className="needs">▲ no trainer</span>
        )}
      </span>
      <Fill session={session} />
    </li>
  );
}
