import { languageName, plain } from '../../../desk/kit/words.ts';
import type { Course } from '../../trainings/contract.ts';
import type { Need, Skill, TeamNeed } from '../contract.ts';

export const skills: Record<Skill, string> = {
  interpreter: 'interpreting',
  teaching: 'teaching',
  driving: 'driving supplies',
  cooking: 'cooking',
  childcare: 'child care',
  notary: 'notary',
  'first-aid': 'first aid (says so)',
  photographer: 'pictures of events',
  design: 'design and printing',
  computers: 'computers',
};

export const courses: Record<Course, string> = {
  ...{ rights: 'know your rights', observer: 'observer', operator: 'operator', dispatcher: 'dispatcher' },
  ...{ verifier: 'verifier', canvasser: 'canvasser', firstaid: 'first aid', security: 'security' },
  trainer: 'trainer',
};

/** What is asked of a person, in a few words: "interpreting, speaks Wolof". */
export function whatWords({ role, skill, course, language }: Need | TeamNeed): string {
  return [
    ...(role ? [plain(role)] : []),
    ...(skill ? [skills[skill]] : []),
    ...(course ? [`holds the ${courses[course]} certificate`] : []),
    ...(language ? [`speaks ${languageName(language)}`] : []),
  ].join(', ');
}
