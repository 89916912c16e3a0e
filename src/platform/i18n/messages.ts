import { IntlMessageFormat } from 'intl-messageformat';
import { type Lang, languageTag } from './lang.ts';

export type Params = Record<string, string | number | Date>;
type Words = Record<string, string>;

/** `Other` must have the keys of `English`, no fewer (the intersection) and no more (never). */
type SameKeys<English extends Words, Other extends Words> = Other &
  Record<keyof English, string> & {
    [Extra in Exclude<keyof Other, keyof English>]: never;
  };

/** Says the message `key` in `lang`. Throws when a parameter that the message names is missing. */
export type Say<Key extends string> = (lang: Lang, key: Key, params?: Params) => string;

/**
 * The words of one feature, in ICU MessageFormat. A key missing in a language, or only there, is a type error;
 * a message that does not parse throws when first said.
 */
export function messages<En extends Words, Es extends Words, Zh extends Words>(bundle: {
  en: En;
  es: SameKeys<En, Es>;
  zh: SameKeys<En, Zh>;
}): Say<keyof En & string> {
  const words: Record<Lang, Words> = bundle;
  const compiled = new Map<string, IntlMessageFormat>();
  return (lang, key, params) => {
    const id = `${lang} ${key}`;
    let message = compiled.get(id);
    if (!message) {
      const text = words[lang][key];
      if (text === undefined) throw new RangeError(`no message ${key} in ${lang}`);
      message = new IntlMessageFormat(text, languageTag(lang));
      compiled.set(id, message);
    }
    return String(message.format(params));
  };
}
