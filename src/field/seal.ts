import type { Field } from '../features/callouts/contract.ts';
import { type PublicKeys, sealFields } from '../features/keys/rules/sealer.ts';
import type { SealedInput } from '../platform/http/sealed.ts';
import type { Act, Answers } from './outbox.ts';

/** Who reads the timeline, and opens its pictures. */
export const timeline = ['desk', 'legal'] as const;

/**
 * An act with what was said sealed on this phone: for the timeline under the act's id, for the assignment under its own.
 * From here on nothing on the phone or on its way holds the words.
 */
export async function sealed(
  keys: PublicKeys,
  id: string,
  assignment: string,
  act: Act,
  questions: Field['debrief'],
): Promise<Act> {
  const said = async (words: unknown): Promise<SealedInput> =>
    (await sealFields(keys, timeline, id, { words })).words;
  if (act.kind === 'picture')
    return 'about' in act ? act : (await import('./seal-picture.ts')).sealedPicture(keys, id, act);
  if (act.kind === 'note') return { ...act, words: await said(act.words) };
  if (act.kind === 'told-to-move') return { ...act, order: await said(act.order) };
  if (act.kind === 'finding') return act.words ? { ...act, words: await said(act.words) } : act;
  if (act.kind === 'answer') {
    if (!act.words) return act;
    const { says } = await sealFields(keys, ['desk'], assignment, { says: act.words });
    return { ...act, words: says, said: await said(act.words) };
  }
  if (act.kind !== 'debrief') return act;
  const { answers } = await sealFields(keys, ['desk'], assignment, { answers: act.answers });
  return { ...act, answers, said: await said(inWords(act.answers as Answers, questions)) };
}

/** The answers as the timeline shows them: each question in a line with what was said. */
const inWords = (answers: Answers, questions: Field['debrief']): string =>
  Object.entries(answers)
    .map(([id, said]) => {
      const question = questions.find((one) => one.id === id);
      const option = question?.options?.find((one) => one.id === said)?.label.en;
      const words = option ?? (said === true ? 'yes' : said === false ? 'no' : said);
      return `${question?.ask.en ?? id} ${words}`;
    })
    .join('\n');
