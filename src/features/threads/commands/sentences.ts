import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { SentThread } from '../contract.ts';
import { say } from '../messages.ts';
import type { Loaded } from './load.ts';

/** What the script says aloud that is right in a message as well. */
const fromScript = ['danger', 'no-name', 'stay-back', 'what-next', 'rights-card', 'goodbye'];

/** The legal desk asks nobody what they see there. */
const ofLegal = ['thanks', 'mayWeCall', 'whichNumber', 'no-name', 'rights-card', 'goodbye'];

const ours = ['thanks', 'noted', 'where', 'still', 'notForPicture', 'mayWeCall', 'whichNumber'] as const;

/** Reviewed sentences, as the desk reads them and in the person's language; of members none, they are written to freely. */
export async function sentencesFor(ctx: Ctx, { kind, language }: Loaded): Promise<SentThread['sentences']> {
  if (kind === 'member') return [];
  const lang = textLang([language]);
  const { script } = await currentPlaybook(ctx);
  const all = [
    ...ours.map((id) => ({ id, en: say('en', id), said: say(lang, id) })),
    ...script
      .filter(({ id }) => fromScript.includes(id))
      .map(({ id, say: words }) => ({ id, en: words.en, said: words[lang] })),
  ];
  return kind === 'detention' ? all.filter(({ id }) => ofLegal.includes(id)) : all;
}
