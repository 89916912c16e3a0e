import { Back, Button, Fact, Facts, goTo, Title } from '../../../../field/kit.tsx';
import { useApp } from '../../../../field/store.ts';
import { time } from '../../../../field/words.ts';
import type { OwnCourse } from '../../contract.ts';
import { useCourse } from './acts.ts';
import { date, w } from './words.ts';

/** One course: what it is for, how long, what is done and what lacks. */
export function Course({ course }: { course: OwnCourse }) {
  // Opened now, it can be read later without a connection.
  const { kept } = useCourse(course.id);
  return (
    <>
      <Back />
      <Title>{course.title}</Title>
      <EnglishOnly lang={course.lang} />
      <p lang={course.lang}>{course.purpose}</p>
      {course.renews && <p class="notice">{w('renewal')}</p>}
      <Facts>
        {course.held && (
          <Fact name={course.title}>
            {w(course.held.current ? 'until' : 'ended', { day: date(course.held.expiresAt) })}
          </Fact>
        )}
        <Fact name={w('length')}>{w('minutes', { n: course.minutes })}</Fact>
        <Fact name={w('valid')}>{w('days', { n: course.validDays })}</Fact>
        {course.before.length > 0 && (
          <Fact name={w('before')}>
            {course.before
              .map((b) => w(b.held ? 'beforeHeld' : 'beforeLacks', { title: b.title }))
              .join(', ')}
          </Fact>
        )}
      </Facts>
      <section>
        <h2>{w('modules')}</h2>
        {course.modules.map((m) => (
          <Button key={m.id} onClick={() => goTo(`courses.${course.id}.${m.id}`)}>
            {m.title}
            <br />
            <small>{`${w('minutes', { n: m.minutes })} · ${w(m.done ? 'done' : 'open')}`}</small>
          </Button>
        ))}
      </section>
      <Quiz course={course} />
      {course.practice && (
        <section>
          <h2>{w('practice')}</h2>
          {course.practice.done ? (
            <p>{w('practiceDone')}</p>
          ) : (
            <p lang={course.lang}>{course.practice.text}</p>
          )}
          {course.id === 'observer' && !course.practice.done && (
            <>
              <Button onClick={() => goTo('rehearse')}>{w('rehearse')}</Button>
              <p class="soft">{w('rehearseHint')}</p>
            </>
          )}
        </section>
      )}
      {kept && (
        <section>
          <h2>{w('materials')}</h2>
          {kept.data.materials.map(({ id, title }) => (
            <Button key={id} onClick={() => goTo(`courses.${course.id}.sheet.${id}`)}>
              {title}
            </Button>
          ))}
        </section>
      )}
    </>
  );
}

function Quiz({ course }: { course: OwnCourse }) {
  const { online } = useApp();
  const { asked, pass, done, againAt } = course.quiz;
  const waits = againAt !== null && Date.parse(againAt) > Date.now();
  return (
    <section>
      <h2>{w('quiz')}</h2>
      {done ? <p>{w('quizDone')}</p> : <p>{w('quizText', { asked, pass })}</p>}
      {!done && waits && <p class="notice">{w('quizAgain', { time: time(againAt) })}</p>}
      {!done && !online && <p class="soft">{w('quizOffline')}</p>}
      {!done && !waits && online && (
        <Button look="main" onClick={() => goTo(`courses.${course.id}.quiz`)}>
          {w('quizStart')}
        </Button>
      )}
    </section>
  );
}

/** Said where a text has not been written in the language that is shown. */
export const EnglishOnly = ({ lang }: { lang: string }) =>
  lang !== document.documentElement.lang.slice(0, 2) ? <p class="notice">{w('englishOnly')}</p> : null;
