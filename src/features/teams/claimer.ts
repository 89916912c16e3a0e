import { textLang } from '../../platform/i18n/index.ts';
import { type Claimer, readAnswer } from '../channels/index.ts';
import { answer } from './commands.ts';
import { say } from './messages.ts';

/** Yes or no to an ask by need, where that was the last that came there. */
export const claimer: Claimer = {
  name: 'teams',
  async claim(ctx, { personId, answers: to, body, language }) {
    if (!personId || to?.purpose !== 'need' || !to.subject) return null;
    const { says } = readAnswer(body);
    if (says !== 'yes' && says !== 'no') return null;
    const done = await answer(ctx, to.subject, { personId, says });
    if (!done) return null;
    return { subject: to.subject, reply: say(textLang([language]), done.open ? says : 'over') };
  },
};
