import { textLang } from '../../platform/i18n/index.ts';
import { type Claimer, readAnswer, testPurpose } from '../channels/index.ts';
import { heard } from './commands/hear.ts';
import { say } from './messages.ts';
import { secondsOf } from './rules.ts';

const answers = new Set(['yes', 'no', 'ok', 'here']);
const ofTests = new Set([testPurpose, 'waking_hint']);

/** A short answer to a test page, where that was the last that came there. Anything longer is for others to read. */
export const claimer: Claimer = {
  name: 'wakings',
  async claim(ctx, { personId, answers: to, body, kind, language }) {
    if (!personId || !to?.subject || !ofTests.has(to.purpose)) return null;
    const { says, rest } = readAnswer(body);
    if (!says || !answers.has(says) || rest) return null;
    const row = await heard(ctx, to.subject, { personId, way: kind, at: ctx.now });
    const lang = textLang([language]);
    const seconds = row && secondsOf(row);
    if (!row || seconds === null) return { subject: to.subject };
    if (row.state === 'unheard') return { subject: row.id, reply: say(lang, 'late') };
    const reply =
      seconds < 120
        ? say(lang, 'heard', { seconds })
        : say(lang, 'heardMinutes', { minutes: Math.round(seconds / 60) });
    return { subject: row.id, reply };
  },
};
