import { readdirSync, readFileSync } from 'node:fs';
import { LANGS, type Lang } from '../../platform/i18n/lang.ts';
import type { Course } from './contract.ts';

/** The words of a course in one language. */
export interface Text {
  title: string;
  purpose: string;
  modules: Record<string, { title: string; text: string[]; remember: string[]; exercise: string }>;
  practice?: string;
  materials: { id: string; title: string; lines: string[] }[];
  questions: { id: string; module: string; ask: string; right: string; wrong: string[]; why: string }[];
}

const folder = new URL('./data/', import.meta.url);

function load(): Map<string, Text> {
  const known = new Map<string, Text>();
  for (const name of readdirSync(folder)) {
    const [, course, lang] = /^([a-z]+)\.([a-z]{2})\.json$/.exec(name) ?? [];
    if (course && lang)
      known.set(`${course} ${lang}`, JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  }
  return known;
}

const texts = load();

/** The languages that a course is written in. */
export const writtenIn = (course: Course): Lang[] => LANGS.filter((lang) => texts.has(`${course} ${lang}`));

/** The words of a course in this language, or in English where it is not written in it yet. */
export function textOf(course: Course, lang: Lang): { lang: Lang; text: Text } {
  const own = texts.get(`${course} ${lang}`);
  return own ? { lang, text: own } : { lang: 'en', text: texts.get(`${course} en`)! };
}

export const questionOf = (course: Course, lang: Lang, id: string) =>
  textOf(course, lang).text.questions.find((q) => q.id === id);

/** The questions to draw from, each with the number of its answers. */
export const bankOf = (course: Course): { id: string; answers: number }[] =>
  textOf(course, 'en').text.questions.map(({ id, wrong }) => ({ id, answers: 1 + wrong.length }));

/** A part of a course as people call it. */
export function partTitle(course: Course, part: string): string {
  const { text } = textOf(course, 'en');
  return text.modules[part]?.title ?? (part === 'quiz' ? 'Quiz' : 'Practice');
}
