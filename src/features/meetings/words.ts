import { type Lang, languageTag } from '../../platform/i18n/index.ts';

/** "Spanish, Chinese": languages by their names in the reader's. */
export function languageNames(lang: Lang, codes: readonly string[]): string {
  const names = new Intl.DisplayNames(languageTag(lang), { type: 'language' });
  return new Intl.ListFormat(languageTag(lang), { type: 'unit' }).format(
    codes.map((code) => names.of(code) ?? code),
  );
}
