import { type Lang, messages, textLang } from '../../platform/i18n/index.ts';
import type { Words } from '../playbooks/contract.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export const say = messages({ en, es, zh });
export type Key = keyof typeof en;

/** The first of a person's languages that we speak. */
export const langOf = (languages: readonly string[]): Lang => textLang(languages);

/** The same message in every language, for a phone that may be offline. */
export const inAll = (key: Key): Words => ({ en: say('en', key), es: say('es', key), zh: say('zh', key) });

export const isKey = (key: string): key is Key => key in en;
