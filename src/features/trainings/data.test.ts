import { describe, expect, it } from 'vitest';
import { COURSES } from './contract.ts';
import { courses, lengthOf, modulesOf } from './rules.ts';
import { bankOf, type Text, textOf, writtenIn } from './texts.ts';

const ids = (text: Text) => ({
  modules: Object.entries(text.modules).map(([id, m]) => [id, m.text.length, m.remember.length]),
  practice: text.practice !== undefined,
  materials: text.materials.map((m) => [m.id, m.lines.length]),
  questions: text.questions.map((q) => [q.id, q.module, q.wrong.length]),
});

describe.each(COURSES)('the course %s', (course) => {
  const { text } = textOf(course, 'en');

  it('has words for each of its modules, and practice where it asks for it', () => {
    expect(Object.keys(text.modules)).toEqual(modulesOf(course).map((m) => m.id));
    expect(modulesOf(course).length).toBeGreaterThanOrEqual(3);
    expect(modulesOf(course).length).toBeLessThanOrEqual(6);
    expect(text.practice !== undefined).toBe(courses[course].practice);
    for (const module of Object.values(text.modules)) {
      expect(module.text.join(' ').length).toBeGreaterThan(600);
      expect(module.remember.length).toBeGreaterThanOrEqual(3);
      expect(module.exercise.length).toBeGreaterThan(40);
    }
    expect(lengthOf(course)).toBeGreaterThanOrEqual(60);
    expect(text.materials.length).toBeGreaterThan(0);
  });

  it('has questions enough for two tries, each of one of its modules and every module asked about', () => {
    const most = ['observer', 'operator'].includes(course) ? 15 : 10;
    expect(text.questions.length).toBeGreaterThanOrEqual(most);
    expect(bankOf(course).length).toBeGreaterThan(courses[course].asked);
    expect(new Set(text.questions.map((q) => q.module))).toEqual(new Set(modulesOf(course).map((m) => m.id)));
    expect(new Set(text.questions.map((q) => q.id)).size).toBe(text.questions.length);
  });

  it.each(writtenIn(course))(
    'says the same in %s: as many parts with the same ids, one right answer each',
    (lang) => {
      const own = textOf(course, lang);
      expect(own.lang).toBe(lang);
      expect(ids(own.text)).toEqual(ids(text));
      for (const { right, wrong, why, ask } of own.text.questions) {
        expect(new Set([right, ...wrong]).size).toBe(1 + wrong.length);
        expect(wrong.length === 2 || wrong.length === 3).toBe(true);
        expect(Math.min(right.length, why.length, ask.length)).toBeGreaterThan(0);
      }
    },
  );
});

it('is whole in three languages', () => {
  for (const course of COURSES) expect(writtenIn(course)).toEqual(['en', 'es', 'zh']);
});

it('gives information and no advice, and replaces no certified class', () => {
  expect(textOf('rights', 'en').text.purpose).toContain('not legal advice');
  expect(textOf('firstaid', 'en').text.purpose).toContain('does not replace a certified class');
  expect(JSON.stringify(textOf('firstaid', 'en').text)).toContain('911');
});
