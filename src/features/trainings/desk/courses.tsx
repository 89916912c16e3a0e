import { useState } from 'react';
import { Bars } from '../../../desk/kit/bars.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Course, type CourseFigures, readOverview, readQuestions } from '../contract.ts';
import { Ending } from './ending.tsx';
import { OneMember } from './one-member.tsx';

/** Courses: who holds what in figures, what ends soon, which question fails most, and one member's training. */
export function Courses() {
  const query = useCall(readOverview, {}, { every: 60_000 });
  const [chosen, choose] = useState<Course>('observer');
  const findsPeople = hasRole(useSession(), 'coordinator', 'admin');
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Courses</h1>
      </header>
      <p className="lead">
        A certificate is complete when the modules, the quiz and the practice of its course are credited, and
        the courses before it are held. Its holder is told 30 and 7 days before the end, and renews it with
        the quiz and one module. Nobody is sent with a certificate that has ended.
      </p>
      <Loaded query={query} lines={10}>
        {({ items }) => (
          <>
            <Holding items={items} />
            <label className="field month-choice">
              <span>Course</span>
              <select value={chosen} onChange={(event) => choose(event.currentTarget.value as Course)}>
                {items.map(({ course, title }) => (
                  <option key={course} value={course}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
            <Questions figures={items.find((f) => f.course === chosen)!} key={chosen} />
            {findsPeople && <OneMember courses={items} />}
          </>
        )}
      </Loaded>
    </main>
  );
}

const Holding = ({ items }: { items: CourseFigures[] }) => (
  <Bars
    title="Who holds what"
    heads={['Course', 'Certified', 'End within 30 days', 'Ended in 90 days']}
    rows={items.map(({ course, title, holding, ending, lapsed }) => ({
      ...{ key: course, word: title, cells: [holding, ending, lapsed] },
      parts: [holding - ending, ending],
    }))}
  />
);

/** The questions of a course, the hardest first, and whose certificate ends. */
function Questions({ figures }: { figures: CourseFigures }) {
  const { course, title, quizzes, passed, ending } = figures;
  const query = useCall(readQuestions, { params: { course } });
  return (
    <>
      <Ending course={course} title={title} ending={ending} />
      <Loaded query={query} lines={6}>
        {({ items }) =>
          quizzes === 0 ? (
            <Empty title="Nobody has taken this quiz yet">
              Members take it in the field app, under “Courses”.
            </Empty>
          ) : (
            <>
              <p className="soft">
                {count(quizzes, 'quiz', 'quizzes')} within a year, {passed} passed. A question that most get
                wrong is hard, badly taught or badly put: read it with your trainers.
              </p>
              <Bars
                title="Which questions fail most"
                heads={['Question', 'Asked', 'Wrong']}
                most={100}
                rows={items.map(({ id, ask, answered, wrong }) => ({
                  ...{ key: id, word: ask },
                  cells: [answered, answered === 0 ? '–' : `${Math.round((100 * wrong) / answered)} %`],
                  parts: [answered === 0 ? 0 : (100 * wrong) / answered],
                }))}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
