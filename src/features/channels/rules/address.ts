import type { Kind } from '../contract.ts';

/** One spelling for one address: numbers in E.164 without ornament, anything else in lower case. */
export function normalAddress(kind: Kind, address: string): string {
  if (kind === 'email') return address.trim().toLowerCase();
  if (kind === 'push') return address.trim();
  // An account of Signal has an id beside its number, or instead of one.
  if (kind === 'signal' && address.includes('-')) return address.trim().toLowerCase();
  return `+${address.replace(/\D/g, '')}`;
}
