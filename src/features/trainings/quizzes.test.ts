import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { randomFrom } from '../../platform/random.ts';
import { responderFacts } from '../people/index.ts';
import * as commands from './commands.ts';
import type { Course, Quiz } from './contract.ts';
import { courses, draw, marked, modulesOf, rehearsalSteps } from './rules.ts';
import { questionOf } from './texts.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

describe('drawing', () => {
  const bank = Array.from({ length: 12 }, (_, i) => ({ id: `q${i}`, answers: 3 + (i % 2) }));

  it('asks as many different questions as wanted, others than last time first, each answer once', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = randomFrom(seed);
      const first = draw(bank, 8, [], random);
      expect(new Set(first.map((d) => d.q)).size).toBe(8);
      for (const { q, order } of first)
        expect([...order].sort()).toEqual([...Array(bank.find((b) => b.id === q)!.answers).keys()]);
      const next = draw(
        bank,
        8,
        first.map((d) => d.q),
        random,
      );
      expect(next.filter((d) => !first.some((f) => f.q === d.q))).toHaveLength(4);
    }
  });

  it('puts the right answer everywhere about equally often', () => {
    const random = randomFrom(1);
    const places = [0, 0, 0];
    for (let i = 0; i < 3000; i++)
      places[draw([{ id: 'a', answers: 3 }], 1, [], random)[0]!.order.indexOf(0)]!++;
    for (const n of places) expect(Math.abs(n - 1000)).toBeLessThan(120);
  });

  it('marks what was not answered as wrong', () => {
    const drawn = [
      { q: 'a', order: [1, 0, 2] },
      { q: 'b', order: [0, 1, 2] },
    ];
    expect(marked(drawn, [1, 0])).toEqual([true, true]);
    expect(marked(drawn, [0])).toEqual([false, false]);
  });
});

describe('a quiz', () => {
  let net: TestNetwork;
  let people: string[];
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 200 });
    people = (await net.tx((ctx) => responderFacts(ctx, null)))
      .filter((p) => p.state === 'applied')
      .map((p) => p.id);
  });
  const as = (personId: string) => net.actor('member', personId);
  const drawQuiz = (personId: string, course: Course, id = newId()) =>
    net.tx((ctx) => commands.drawQuiz(ctx, { id, course, lang: 'en' }), as(personId));
  const hand = (personId: string, quiz: Quiz, answers: number[]) =>
    net.tx((ctx) => commands.answerQuiz(ctx, { id: quiz.id, answers, lang: 'en' }), as(personId));
  const right = (quiz: Quiz) =>
    quiz.questions.map((q) => q.answers.indexOf(questionOf(quiz.course, 'en', q.id)!.right));
  const wrong = (quiz: Quiz) => right(quiz).map((n) => (n === 0 ? 1 : 0));

  it('tells nothing before it is handed in, and why afterwards', async () => {
    const me = people.pop()!;
    const quiz = await drawQuiz(me, 'rights');
    expect(quiz.questions).toHaveLength(courses.rights.asked);
    expect(quiz.result).toBeNull();
    expect(quiz.questions.every((q) => q.right === null && q.why === null)).toBe(true);
    const done = await hand(me, quiz, right(quiz));
    expect(done.result).toMatchObject({ right: courses.rights.asked, passed: true, againAt: null });
    expect(done.questions.every((q) => q.chosen === q.right && q.why)).toBe(true);
  });

  it('is the same for the same id, and the open one for another', async () => {
    const me = people.pop()!;
    const id = newId();
    const quiz = await drawQuiz(me, 'security', id);
    expect(await drawQuiz(me, 'security', id)).toEqual(quiz);
    expect((await drawQuiz(me, 'security')).id).toBe(id);
    const both = await Promise.all([drawQuiz(people[0]!, 'security'), drawQuiz(people[0]!, 'security')]);
    expect(both[0]!.id).toBe(both[1]!.id);
  });

  it('is answered once: a replay with better answers changes nothing', async () => {
    const me = people.pop()!;
    const quiz = await drawQuiz(me, 'firstaid');
    const first = await hand(me, quiz, wrong(quiz));
    expect(first.result).toMatchObject({ right: 0, passed: false });
    expect(await hand(me, quiz, right(quiz))).toEqual(first);
    const { missing } = (await net.tx((ctx) => commands.listCourses(ctx, 'en'), as(me))).find(
      (c) => c.id === 'firstaid',
    )!;
    expect(missing).toContain('quiz');
  });

  it('opens again after an hour, with other questions', async () => {
    const me = people.pop()!;
    const quiz = await drawQuiz(me, 'observer');
    await hand(me, quiz, wrong(quiz));
    expect(await status(drawQuiz(me, 'observer'))).toBe(422);
    net.clock.advance(59);
    expect(await status(drawQuiz(me, 'observer'))).toBe(422);
    net.clock.advance(1);
    const again = await drawQuiz(me, 'observer');
    const known = quiz.questions.map((q) => q.id);
    expect(again.questions.filter((q) => !known.includes(q.id))).toHaveLength(6);
    await hand(me, again, right(again));
    expect(await status(drawQuiz(me, 'observer'))).toBe(422);
  });

  it('refuses answers that lack or that there are not, and keeps it open', async () => {
    const me = people.pop()!;
    const quiz = await drawQuiz(me, 'rights');
    expect(await status(hand(me, quiz, []))).toBe(400);
    expect(
      await status(
        hand(
          me,
          quiz,
          quiz.questions.map(() => 9),
        ),
      ),
    ).toBe(400);
    expect(await status(hand(people[0]!, quiz, right(quiz)))).toBe(404);
    expect((await hand(me, quiz, right(quiz))).result?.passed).toBe(true);
  });

  it('and the modules read in the app make the certificate', async () => {
    const me = people.pop()!;
    const read = (module: string) => net.tx((ctx) => commands.finishModule(ctx, 'rights', module), as(me));
    expect(await status(read('practice'))).toBe(400);
    for (const { id } of modulesOf('rights')) expect((await read(id)).certified).toBe(false);
    const quiz = await drawQuiz(me, 'rights');
    const done = await hand(me, quiz, right(quiz));
    expect(done.result?.certified).toBe(true);
    expect(await hand(me, quiz, wrong(quiz))).toEqual(done);
    const mine = await net.tx((ctx) => commands.myCertificates(ctx), as(me));
    expect(mine.map((c) => c.course)).toEqual(['rights']);
    const shown = (await net.tx((ctx) => commands.listCourses(ctx, 'zh'), as(me)))[0]!;
    expect(shown).toMatchObject({ id: 'rights', lang: 'zh', missing: [], renews: false });
    expect(shown.modules.every((m) => m.done)).toBe(true);
  });

  it('and a rehearsal alone, all of it, is an observer’s practice', async () => {
    const me = people.pop()!;
    const rehearse = (steps: readonly string[]) =>
      net.tx((ctx) => commands.finishRehearsal(ctx, steps), as(me));
    expect(await status(rehearse(rehearsalSteps.slice(0, -1)))).toBe(422);
    const { missing } = await rehearse(rehearsalSteps);
    expect(missing).not.toContain('practice');
    expect(missing).toContain('quiz');
  });

  it('is counted by its questions, the hardest first', async () => {
    const items = await net.tx((ctx) => commands.questions(ctx, 'firstaid'), net.actor('trainer'));
    const asked = items.filter((q) => q.answered > 0);
    expect(asked).toHaveLength(courses.firstaid.asked);
    expect(asked.every((q) => q.wrong === 1)).toBe(true);
    expect(items.slice(0, asked.length)).toEqual(asked);
    const figures = await net.tx((ctx) => commands.overview(ctx), net.actor('trainer'));
    expect(figures.find((f) => f.course === 'firstaid')).toMatchObject({ quizzes: 1, passed: 0 });
    net.clock.advance(366 * 24 * 60);
    await net.tx((ctx) => commands.forgetQuizzes(ctx));
    const left = await net.tx((ctx) => commands.questions(ctx, 'rights'), net.actor('trainer'));
    expect(left.every((q) => q.answered === 0)).toBe(true);
  });
});
