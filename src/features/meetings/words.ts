import { clockTime, type Lang, languageTag } from '../../platform/i18n/index.ts';

/** "Tuesday, December 1, 6:30 PM" */
export function when(lang: Lang, at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat(languageTag(lang), {
    ...({ weekday: 'long', month: 'long', day: 'numeric', timeZone } as const),
  }).format(at);
  return `${day}, ${clockTime(lang, at, timeZone)}`;
}

/** "Spanish, Chinese": languages by their names in the reader's. */
export function languageNames(lang: Lang, codes: readonly string[]): string {
  const names = new Intl.DisplayNames(languageTag(lang), { type: 'language' });
  return new Intl.ListFormat(languageTag(lang), { type: 'unit' }).format(
    codes.map((code) => names.of(code) ?? code),
  );
}
