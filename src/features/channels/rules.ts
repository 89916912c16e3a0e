export { normalAddress } from './rules/address.ts';
export { type Answer, readAnswer, type Word } from './rules/answer.ts';
export { backoffMinutes, leaseMinutes, markDrill, maxAttempts } from './rules/delivery.ts';
