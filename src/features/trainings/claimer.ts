import { textLang } from '../../platform/i18n/index.ts';
import { type Claimer, isOvertaken, readAnswer } from '../channels/index.ts';
import { giveBack } from './commands.ts';
import { say } from './messages.ts';

/** What tells somebody of a seat, or of their place on the waiting list. */
const ofSeat = /^training_(reminder|promoted|confirmed|changed|waiting)$/;

/**
 * NO, and nothing else, to what told of a seat: it goes to the next who waits. More words than that may tell of something
 * seen, and what names a call-out or came after one is for it.
 */
export const claimer: Claimer = {
  name: 'trainings',
  async claim(ctx, inbound) {
    const { answers, body, language } = inbound;
    if (!answers?.subject || !ofSeat.test(answers.purpose)) return null;
    const { says, code, rest } = readAnswer(body);
    if (says !== 'no' || code || rest || (await isOvertaken(ctx, inbound))) return null;
    const done = await giveBack(ctx, answers.subject);
    if (!done) return null;
    const { course, when, state } = done;
    const lang = textLang([language ?? done.language]);
    return {
      subject: answers.subject,
      reply: say(lang, `said.${state}`, { course: say(lang, `course.${course}`), when: when(lang) }),
    };
  },
};
