import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
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
import { TrainingsNav } from './trainings-nav.tsx';

const spans = [
  { word: 'The next four weeks', from: 0, to: 28 },
  { word: 'The next three months', from: 0, to: 92 },
  { word: 'The last three months', from: -92, to: 0 },
];

/** Sessions of trainings by day: how full they are, what still has to be closed, a new one or a series. */
export function Trainings() {
  const today = dayOf(useNow());
  const [span, setSpan] = useState(0);
  const [planning, plan] = useState(false);
  const { from, to } = spans[span]!;
  // What was yesterday may still have to be closed.
  const query = useCall(
    listSessions,
    { query: { from: plusDays(today, from === 0 ? -2 : from), to: plusDays(today, to + 1) } },
    { every: 60_000, keep: true },
  );
  return (
    <main className="screen">
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
      <div className="verbs">
        <VerbButton tone="main" onClick={() => plan(true)}>
          New session or series…
        </VerbButton>
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
      </div>
      <Loaded query={query} lines={8}>
        {({ items }) =>
          items.length === 0 ? (
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
