import * as z from 'zod/mini';
import { LANGUAGES } from '../../../platform/i18n/lang.ts';
import { CourseId } from '../../trainings/contract.ts';

/** What somebody is in the network, as a need may ask for it. */
export const NEED_ROLES = [
  ...(['operator', 'dispatcher', 'verifier', 'observer', 'trainer', 'interpreter', 'medic'] as const),
] as const;

/** What people can do beside their roles: tasks of the network, none of them at a scene. */
export const SKILLS = [
  ...(['interpreter', 'teaching', 'driving', 'cooking', 'childcare'] as const),
  ...(['notary', 'first-aid', 'photographer', 'design', 'computers'] as const),
] as const;
export type Skill = (typeof SKILLS)[number];
export const Skills = z.array(z.enum(SKILLS)).check(z.maxLength(SKILLS.length));

/** What is needed of a person; all that is named has to be so. */
export const what = {
  role: z.optional(z.enum(NEED_ROLES)),
  course: z.optional(CourseId),
  skill: z.optional(z.enum(SKILLS)),
  language: z.optional(z.string().check(z.refine((code) => LANGUAGES.includes(code), 'a language we know'))),
};
export const What = z.object(what);
export type What = z.infer<typeof What>;

/** Without one there would be no need, but a list of all. */
export const saysWhat = ({ role, course, skill, language }: What): boolean =>
  Boolean(role ?? course ?? skill ?? language);
export const whatMissing = 'a role, a course, a skill or a language';

export const byId = z.object({ id: z.uuid() });
export const sentence = z.string().check(z.trim(), z.minLength(2), z.maxLength(300));
export const count = z.int();
export const when = z.iso.datetime();
export const Yes = z.object({ id: z.uuid() });
