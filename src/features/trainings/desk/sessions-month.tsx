import { Link } from '@tanstack/react-router';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Month } from '../../../desk/kit/month.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { count } from '../../../desk/kit/words.ts';
import type { Session } from '../contract.ts';
import { fullness } from '../rules.ts';
import { COURSE_NAMES, clock, dayOf } from './session-words.ts';

interface Props {
  month: string;
  days: readonly string[];
  today: string;
  items: readonly Session[];
}

/** More than these of one day are behind a word. */
const atOnce = 3;

/** The sessions of a month, by day; each leads to its page. */
export function SessionsMonth({ month, days, today, items }: Props) {
  const byDay = Map.groupBy(items, (session) => dayOf(new Date(session.startsAt)));
  const hasAny = days.some((day) => byDay.has(day));
  return (
    <>
      {!hasAny && <p className="soft">No session in these weeks. Plan one, or a series in one go.</p>}
      <Month
        label="Sessions by day"
        days={days}
        today={today}
        leavesOut={(day) => !byDay.has(day) && day !== today}
      >
        {(day) => {
          const own = byDay.get(day) ?? [];
          const rest = own.slice(atOnce);
          return (
            <>
              {own.length === 0 && day === today && <small className="soft">no session</small>}
              <Lines sessions={own.slice(0, atOnce)} month={month} />
              {rest.length > 0 && (
                <details className="month-more">
                  <summary>{count(rest.length, 'more session')}</summary>
                  <Lines sessions={rest} month={month} />
                </details>
              )}
            </>
          );
        }}
      </Month>
    </>
  );
}

function Lines({ sessions, month }: { sessions: readonly Session[]; month: string }) {
  const chapterName = useChapterName();
  const now = useNow();
  if (sessions.length === 0) return null;
  return (
    <ul className="month-lines">
      {sessions.map((session) => {
        const { id, course, startsAt, chapterId, form, trainers, state, endsAt } = session;
        const lacksTrainer = trainers.length === 0 && state === 'planned' && Date.parse(endsAt) > +now;
        return (
          <li key={id}>
            <Link to="/trainings/$id" params={{ id }} search={{ month }}>
              {clock(startsAt)} {COURSE_NAMES[course]}
            </Link>
            <small className="soft">
              {chapterName(chapterId)}
              {form === 'online' && ', online'}
            </small>
            <Full session={session} now={now} />
            {lacksTrainer && <small className="needs">▲ no trainer</small>}
          </li>
        );
      })}
    </ul>
  );
}

/** How full it is, in words. */
function Full({ session, now }: { session: Session; now: Date }) {
  const { confirmed, waiting, offered, came, expected } = session;
  const waits = waiting > 0 ? `, ${waiting} waiting` : '';
  switch (fullness(session, now)) {
    case 'cancelled':
      return <small className="soft">✕ cancelled</small>;
    case 'closed':
      return <small>{`✓ ${came} of ${expected} came`}</small>;
    case 'to close':
      return <small className="needs">▲ to be closed</small>;
    case 'full':
      return <small>{`● full${waits}`}</small>;
    case 'nearly full':
      return <small>{`◐ ${count(offered - confirmed, 'seat')} left${waits}`}</small>;
    case 'open':
      return <small>{`${confirmed} of ${offered} seats${waits}`}</small>;
  }
}
