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

/** What the pages of one visit know of the report that they add to. */
export interface OfVisit {
  reportId: string;
  receipt: string;
  restricted: boolean;
}

const tokenMinutes = 120;
const tokenBound = { record: 'report form', field: 'token' };

/** Goes along in the addresses of one visit, so that Back works, and shows nothing there; good for two hours. */
export function formToken(vault: Vault, visit: OfVisit, now: Date): string {
  const box = vault.encrypt({ ...visit, at: now.getTime() }, tokenBound);
  return Buffer.from(box as unknown as Uint8Array).toString('base64url');
}

/** The report that a form token is for; null when it was made up or is too old. */
export function readToken(vault: Vault, token: string, now: Date): OfVisit | null {
  try {
    const box = Buffer.from(token, 'base64url');
    const { at, ...visit } = vault.decrypt<OfVisit & { at: number }>(box, tokenBound);
    return now.getTime() - at < tokenMinutes * 60_000 ? visit : null;
  } catch {
    return null;
  }
}
