import { type Lang, messages } from '../../platform/i18n/index.ts';
import type { Course } from './contract.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export const say = messages({ en, es, zh });

export const courseName = (lang: Lang, course: Course): string => say(lang, `course.${course}`);
