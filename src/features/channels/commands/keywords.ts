import type { Ctx } from '../../../platform/context.ts';
import { SPOKEN, textLang } from '../../../platform/i18n/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { policy } from '../policy.ts';
import { keywords, type Word } from '../rules.ts';

/** The words that texts are read by, as they are in the data. Throws 403. */
export function readKeywords(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'delivery');
  return {
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
