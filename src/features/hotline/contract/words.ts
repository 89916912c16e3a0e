import { z } from 'zod/mini';

/** What is sealed beside the words of an e-mail. */
const MailWords = {
  /** All of it, with what it quotes. */
  whole: z.optional(z.string()),
  /** It does not answer a mail of ours: anybody may have written it under this address. */
  unproven: z.optional(z.boolean()),
};

/** What is sealed of a report. */
export const ReportWords = z.object({
  ...MailWords,
  what: z.string(),
  where: z.nullable(z.string()),
  answers: z.record(z.string(), z.string()),
});
export type ReportWords = z.infer<typeof ReportWords>;

/** What is sealed of an addition. */
export const AdditionWords = z.object({
  ...MailWords,
  words: z.nullable(z.string()),
  answers: z.record(z.string(), z.string()),
});
export type AdditionWords = z.infer<typeof AdditionWords>;
