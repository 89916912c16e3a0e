import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, goTo, Title } from '../../../../field/kit.tsx';
import { useApp } from '../../../../field/store.ts';
import { time } from '../../../../field/words.ts';
import type { OwnCourse } from '../../contract.ts';
import { sendRead, unsent, useCourses } from './acts.ts';
import { Cards } from './cards.tsx';
import { Check } from './check.tsx';
import { Course } from './course.tsx';
import { Module } from './module.tsx';
import { TakeQuiz } from './quiz.tsx';
import { Sheet } from './sheet.tsx';
import { date, w } from './words.ts';

/** "Courses" and what is opened from it: `courses`, `courses.observer`, `courses.observer.role` … */
export function Courses({ at }: { at: string }) {
  const [, first, second, third] = at.split('.');
  const courses = useCourses();
  const { online, field } = useApp();
  const [waiting, wait] = useState<string[]>([]);
  // The app looks again by itself; what was read without a connection goes along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer about the field is a sign
  useEffect(() => {
    void sendRead().then(async (sent) => {
      wait(await unsent());
      if (sent) courses.look();
    });
  }, [online, field]);
  const done = () => {
    courses.look();
    void unsent().then(wait);
  };
  const items = (courses.kept?.data.items ?? []).map((course) => asRead(course, waiting));
  if (first === 'cards') return <Cards courses={items} />;
  if (first === 'check') return <Check courses={items} />;
  const course = items.find((c) => c.id === first);
  if (course && second === 'quiz')
    return <TakeQuiz course={course} onDone={done} key={`${course.id} quiz`} />;
  if (course && second === 'sheet') return <Sheet course={course} id={third ?? ''} />;
  if (course && second)
    return <Module course={course} id={second} onDone={done} key={`${course.id} ${second}`} />;
  if (course) return <Course course={course} key={course.id} />;
  return <All {...courses} items={items} />;
}

/** With what this phone has yet to send counted as done. */
const asRead = (course: OwnCourse, waiting: string[]): OwnCourse => ({
  ...course,
  modules: course.modules.map((m) => ({ ...m, done: m.done || waiting.includes(`${course.id} ${m.id}`) })),
  missing: course.missing.filter((part) => !waiting.includes(`${course.id} ${part}`)),
});

function All({ kept, fresh, look, items }: ReturnType<typeof useCourses> & { items: OwnCourse[] }) {
  const app = useApp();
  const held = (c: OwnCourse) => c.held?.current === true;
  const begun = (c: OwnCourse) => c.quiz.done || c.practice?.done || c.modules.some((m) => m.done);
  const renew = items.filter((c) => c.renews);
  const mine = items.filter((c) => held(c) && !c.renews);
  const going = items.filter((c) => !held(c) && !c.renews && begun(c));
  const others = items.filter((c) => ![...renew, ...mine, ...going].includes(c));
  return (
    <>
      <Back />
      <Title>{w('title')}</Title>
      <p class="soft">{w('lead')}</p>
      {kept && !fresh && !app.online && <p class="notice">{w('asOf', { time: time(kept.at) })}</p>}
      {!kept && !app.online && (
        <div class="notice" role="alert">
          <p>{w('failed')}</p>
          <Button onClick={look}>{w('again')}</Button>
        </div>
      )}
      <Actions>
        <Button onClick={() => goTo('courses.cards')}>{w('cards')}</Button>
        <Button onClick={() => goTo('courses.check')}>{w('check')}</Button>
      </Actions>
      <Group title={w('renew')} items={renew} />
      <Group title={w('going')} items={going} />
      <Group title={w('held')} items={mine} />
      <Group title={w('others')} items={others} />
    </>
  );
}

function Group({ title, items }: { title: string; items: OwnCourse[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {items.map((course) => (
        <Button key={course.id} onClick={() => goTo(`courses.${course.id}`)}>
          {course.title}
          <br />
          <small>{standing(course)}</small>
        </Button>
      ))}
    </section>
  );
}

/** "90 min · Valid until …", or what lacks. */
function standing(course: OwnCourse): string {
  const lacks = lackOf(course);
  return [
    w('minutes', { n: course.minutes }),
    ...(course.held
      ? [w(course.held.current ? 'until' : 'ended', { day: date(course.held.expiresAt) })]
      : []),
    ...(lacks ? [w('lacks', { what: lacks })] : []),
  ].join(' · ');
}

/** What lacks for the next certificate, in a few words. */
export function lackOf({ missing, modules, before }: OwnCourse): string {
  const unread = modules.filter((m) => missing.includes(m.id)).length;
  return [
    ...before.filter((b) => !b.held).map((b) => w('lacks.course', { title: b.title })),
    ...(unread > 0 ? [w('lacks.modules', { n: unread })] : []),
    ...(missing.includes('quiz') ? [w('lacks.quiz')] : []),
    ...(missing.includes('practice') ? [w('lacks.practice')] : []),
  ].join(', ');
}
