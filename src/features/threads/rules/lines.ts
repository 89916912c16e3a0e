import type { LineWords } from '../contract.ts';

/**
 * What a line says, opened: the words, or the answers where there are no words; null where it cannot be opened.
 */
export function wordsOf(said: LineWords | null): string | null {
  if (!said) return null;
  const where = said.where ? ` (${said.where})` : '';
  const words = said.what ?? said.words;
  if (words) return `${words}${where}`;
  return Object.values(said.answers ?? {}).join(' · ') || null;
}

/** What the house tells a member that the desk may read beside their thread; anything else is between them and whoever sent it. */
const forDesk = new Set([
  'ask',
  'verify',
  'observe',
  'meet',
  'team',
  'relieved',
  'not_needed',
  'stand_down',
  'set_off',
  'call_back',
  'emergency',
  'outcome',
  'question',
  'reply',
  'desk',
]);
export const isForDesk = (purpose: string): boolean => forDesk.has(purpose);
