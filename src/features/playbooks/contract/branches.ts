import * as z from 'zod/mini';
import { Line, list, text, Words } from './words.ts';

/** Calls that the everyday script does not fit. */
export const BRANCHES = ['denunciation', 'official', 'suicidal', 'child', 'abusive'] as const;
export const BranchKind = z.enum(BRANCHES);
export type BranchKind = z.infer<typeof BranchKind>;

/**
 * Of these a call leaves its kind and nothing else, whatever a playbook says: what is told about somebody accused, and who
 * says that they are an official (docs/LAWFUL-USE.md: no register of households, no profile of officers).
 */
export const KEEPS_KIND_ONLY: readonly BranchKind[] = ['denunciation', 'official'];

export const Branch = z
  .object({
    kind: BranchKind,
    name: Words,
    /** How to notice it. */
    notice: list(Words, 8, 1),
    say: list(Line, 12, 1),
    never: list(Words, 10, 1),
    /** When the call may be ended. */
    hangUp: Words,
    /** What is written down of it. */
    written: Words,
    /** `kind`: that such a call came, and nothing else. `report`: a report may be written as of any call. */
    keeps: z.enum(['kind', 'report']),
    /** Whom else to bring in. */
    numbers: list(z.object({ name: Words, number: z.string().check(z.regex(/^\+?[\d-]{3,20}$/)) }), 5),
    /** Where its facts are from. */
    sources: list(z.object({ title: text, url: z.optional(z.url()) }), 6, 1),
  })
  .check(
    z.refine(({ kind, keeps }) => keeps === 'kind' || !KEEPS_KIND_ONLY.includes(kind), {
      path: ['keeps'],
      message: 'of such a call its kind alone is kept: a playbook cannot allow more',
    }),
  );
export type Branch = z.infer<typeof Branch>;

/** Each kind once: a playbook may say it in other words, and cannot leave one out. */
export const Branches = z
  .array(Branch)
  .check(
    z.refine(
      (all) =>
        all.length === BRANCHES.length && new Set(all.map(({ kind }) => kind)).size === BRANCHES.length,
      `each of these once: ${BRANCHES.join(', ')}`,
    ),
  );
