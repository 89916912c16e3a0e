import type { Ctx } from '../../../platform/context.ts';
import { LANGUAGES, SPOKEN, textLang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { countLanguages } from '../../people/index.ts';
import { policy } from '../policy.ts';
import { keywords, readingOf, type Word } from '../rules.ts';

/**
 * The words that texts are read by, as they are in the data; and how each language of the network is read, most spoken
 * first: those that it writes and those that its active members speak. Throws 403.
 */
export async function readKeywords(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'delivery');
  const members = await countLanguages(ctx);
  const codes = new Set<string>([...ctx.network.languages, ...members.keys()]);
  return {
    own: [...codes]
      .filter((code) => LANGUAGES.includes(code))
      .map((code) => ({
        ...{ code, members: members.get(code) ?? 0, reading: readingOf(code) },
        textsIn: textLang([code]),
      }))
      .sort((a, b) => b.members - a.members || (a.code < b.code ? -1 : 1)),
    written: Object.entries(keywords).map(([code, { name, reviewed, words }]) => {
      const of = (word: Word) => words[word] ?? [];
      return {
        ...{ code, name, reviewed, yes: of('yes'), no: of('no') },
        ...{ stop: of('stop'), start: of('start'), help: of('help') },
      };
    }),
    spoken: Object.keys(SPOKEN).map((code) => ({ code, textsIn: textLang([code]) })),
  };
}
