import { z } from 'zod/mini';

export const limits = { words: 4000, where: 300, contact: 200, answers: 30, answer: 1000, draft: 60 };

/** A question of the playbook. */
export const questionId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
