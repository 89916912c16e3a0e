import { type Lang, messages } from '../../platform/i18n/index.ts';
import type { Entry } from './contract.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export const say = messages({ en, es, zh });

type Key = keyof typeof en;
/** The message of a code that this feature knows; the code itself, made readable, where another feature wrote it. */
export const wordOf = (lang: Lang, family: 'v' | 'r' | 'k' | 's', code: string): string =>
  `${family}.${code}` in en ? say(lang, `${family}.${code}` as Key) : plain(code);

const plain = (code: string) => code.replaceAll(/[._]/g, ' ');

const none = { wanted: 0, wave: 0, asked: 0, people: 0, etaMinutes: 0 };
const words = ['purpose', 'reason', 'response', 'finding', 'who', 'kind'] as const;

/** What an entry of the timeline says was done, with what it knows about it. */
export function entryWords(lang: Lang, { kind, data }: Pick<Entry, 'kind' | 'data'>): string {
  if (!(`e.${kind}` in en)) return plain(kind);
  const numbers = Object.entries(none).map(([name, zero]) => [name, Number(data[name] ?? zero)]);
  const codes = words.map((name) => [name, String(data[name] ?? '')]);
  const [obeyed, unsaid] = [data.obeyed, data.unsaid].map((is) => (is ? 'yes' : 'no'));
  return say(lang, `e.${kind}` as Key, { ...Object.fromEntries([...numbers, ...codes]), obeyed, unsaid });
}
