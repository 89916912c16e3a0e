import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { about, keeps } from './retention.ts';
import { seed } from './seed.ts';

export { claimer } from './claimer.ts';
export { type AnswerIn, type AnswerOut, answer } from './commands/answer.ts';
export { busyPeople } from './commands/busy.ts';
export { claimSeats, freeSeats, placeRoom } from './commands/places.ts';
export { quoteAsk, quoteStandDown } from './commands/quote.ts';
export { rebuildResponders } from './commands/responders.ts';
export { standDown } from './commands/standdown.ts';
export { startCallout } from './commands/start.ts';
export { type Claim, type Claimed, planAlerts } from './rules.ts';

export const feature: Feature = { name: 'callouts', routes, jobs, handlers, seed, keeps, about };
