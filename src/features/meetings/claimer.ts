import { textLang, weekdayAndTime } from '../../platform/i18n/index.ts';
import { type Claimer, isOvertaken, readAnswer } from '../channels/index.ts';
import { cannotCome } from './commands.ts';
import { say } from './messages.ts';

/** NO, and nothing else, to a reminder of a meeting: they do not come, and their place is free. */
export const claimer: Claimer = {
  name: 'meetings',
  async claim(ctx, inbound) {
    const { answers, body, language } = inbound;
    if (answers?.purpose !== 'meeting_reminder' || !answers.subject) return null;
    const { says, code, rest } = readAnswer(body);
    if (says !== 'no' || code || rest || (await isOvertaken(ctx, inbound))) return null;
    const done = await cannotCome(ctx, answers.subject);
    if (!done) return null;
    const lang = textLang([language ?? done.guest.language]);
    const { details, startsAt } = done.meeting;
    return {
      subject: answers.subject,
      reply: say(lang, done.isOver ? 'text.tooLate' : 'text.notComing', {
        ...{ title: details.title, when: weekdayAndTime(lang, startsAt, ctx.network.timeZone) },
      }),
    };
  },
};
