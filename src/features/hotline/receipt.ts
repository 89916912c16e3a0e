import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Lang } from '../../platform/i18n/index.ts';
import en from './data/receipt-words.en.json' with { type: 'json' };
import es from './data/receipt-words.es.json' with { type: 'json' };
import zh from './data/receipt-words.zh.json' with { type: 'json' };
import { plainReceipt, wordIndices } from './rules.ts';

const lists: Record<Lang, string[]> = { en, es, zh };

/** The four words of a report, made from its id under the network's key: the same report has the same receipt. */
export const receiptOf = (vault: Vault, reportId: string, language: string): string =>
  wordIndices(vault.hash('receipt', reportId))
    .map((i) => (lists[language as Lang] ?? en)[i]!)
    .join('-');

/** Under which a receipt is found; the words themselves are kept nowhere. */
export const receiptKey = (vault: Vault, receipt: string): Buffer =>
  vault.hash('receipt words', plainReceipt(receipt));

const tokenMinutes = 120;

/** Lets the further pages of one visit add to a report without showing its receipt in an address; good for two hours. */
export function formToken(vault: Vault, reportId: string, now: Date): string {
  const body = `${reportId}.${Math.floor(now.getTime() / 60_000)}`;
  return `${body}.${vault.hash('report form', body).toString('base64url')}`;
}

/** The report that a form token is for; null when it was made up or is too old. */
export function readToken(vault: Vault, token: string, now: Date): string | null {
  const [id = '', minute = '', mac = ''] = token.split('.');
  const good = vault.hash('report form', `${id}.${minute}`);
  const given = Buffer.from(mac, 'base64url');
  const age = now.getTime() / 60_000 - Number(minute);
  return given.length === good.length && timingSafeEqual(good, given) && age < tokenMinutes ? id : null;
}
