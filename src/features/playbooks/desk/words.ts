import type { STOP_REASONS } from '../contract.ts';

export const reasons: Record<(typeof STOP_REASONS)[number], string> = {
  law_changed: 'the law has changed',
  court_order: 'a court order',
  unsafe: 'it is not safe now',
  complaint: 'a complaint is being looked into',
  review: 'counsel is reviewing',
};
