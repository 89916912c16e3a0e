import type { Ctx } from '../../../platform/context.ts';
import { isLang, type Lang } from '../../../platform/i18n/index.ts';
import type { Params } from '../../../platform/i18n/messages.ts';
import type { Spoken } from '../../channels/index.ts';
import { PROMPTS, type Prompt } from '../contract.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { langOf } from './common.ts';
import { soundPath } from './prompts.ts';

type Key = Parameters<typeof say>[1];

/** Says prompts in a language: in the network's own recordings where there are, else by the machine's voice. */
export interface Voice {
  lang: Lang;
  say(key: Key, params?: Params): Spoken;
  /** Words that are no prompt. */
  read(text: string): Spoken;
}

const isPrompt = (key: string): key is Prompt => (PROMPTS as readonly string[]).includes(key);

/** A language that no machine of ours speaks is recorded; what lacks a recording there is said in the network's first. */
export async function voiceIn(ctx: Ctx, language: string): Promise<Voice> {
  const lang = langOf(ctx, language);
  const rows = await store.selectPrompts(ctx, language);
  return {
    lang,
    say(key, params) {
      const own = isPrompt(key) && rows.find((r) => r.prompt === key);
      return own ? { play: soundPath(ctx, own.id) } : { say: say(lang, key, params), lang };
    },
    read: (text) => ({ say: text, lang }),
  };
}

/** Each of the network's languages offers itself; one that can neither be spoken nor was recorded is not offered. */
export async function languageOffers(ctx: Ctx): Promise<Spoken[]> {
  const offers = ctx.network.languages.map(async (language, i): Promise<Spoken[]> => {
    const voice = await voiceIn(ctx, language);
    const offer = voice.say('chooseLanguage', { key: i + 1 });
    return isLang(language) || 'play' in offer ? [offer] : [];
  });
  return (await Promise.all(offers)).flat();
}
