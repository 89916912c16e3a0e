/** How doors, states and reasons are said at the desk. */
export const DOORS: Record<string, string> = {
  web: 'web',
  desk: 'phone',
  voice: 'phone',
  sms: 'text',
  whatsapp: 'WhatsApp',
  signal: 'Signal',
  email: 'e-mail',
  api: 'partner',
  wall: 'text',
};

const names = new Intl.DisplayNames('en', { type: 'language' });
/** Those that browsers have no name for, or another than ours. */
const ours: Record<string, string> = {
  ...{ mam: 'Mam', mix: 'Mixtec', nah: 'Nahuatl', qug: 'Kichwa', tl: 'Tagalog' },
  ...{ quc: 'K’iche’', kek: 'Q’eqchi’', zap: 'Zapotec', ff: 'Fula' },
};

/** A language code in English: "es" → "Spanish". */
export function languageName(code: string): string {
  try {
    return ours[code] ?? names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** "1 report", "3 reports". */
export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** Metres as people say them: "120 m", "1.4 km". */
export const metres = (m: number) =>
  m < 1000 ? `${Math.round(m / 10) * 10} m` : `${(m / 1000).toFixed(1)} km`;

/** Codes from data as words: `cannot_verify` → "cannot verify". */
export const plain = (code: string) => code.replaceAll(/[_-]/g, ' ');

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Signs that a report may be meant to draw our people somewhere. */
export const LURE_SIGNS: Record<string, string> = {
  night: 'it is night',
  private_address: 'a private address',
  single_anonymous: 'one nameless source',
};
