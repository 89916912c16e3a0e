import { LANGUAGES } from '../../platform/i18n/lang.ts';
import { languageName } from './words.ts';

/** Every language that may be chosen, spoken-only ones too, by its English name. */
export const languageChoices: readonly { code: string; name: string }[] = LANGUAGES.map((code) => ({
  code,
  name: languageName(code),
})).sort((a, b) => a.name.localeCompare(b.name, 'en'));
