import type { Feature } from '../../platform/feature.ts';
import type { IsHeld } from '../../platform/keeping.ts';
import { channelRoutes } from './api.ts';
import { loops } from './commands/deliver.ts';
import { listening, stopListening } from './commands/listen.ts';
import { handlers, jobs } from './jobs.ts';
import { hookPages } from './pages.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';
import type { Claimer, Quoters } from './types.ts';
import type { Telephone } from './voice.ts';

export {
  groupAddresses,
  groupReachable,
  ownersOf,
  peopleAt,
  seatAddresses,
  seatKey,
} from './commands/group-people.ts';
export { type Letter, lettersOf } from './commands/letters.ts';
export { numberReader, readNumber, spelt } from './commands/numbers.ts';
export { answeredBy, isOvertaken, receive } from './commands/receive.ts';
export {
  addAddresses,
  addressesOf,
  addressKey,
  forgetAddresses,
  moveAddresses,
  send,
} from './commands/send.ts';
export { addWallGroup, type WallGroup } from './commands/wall-groups.ts';
export type { Kind } from './contract.ts';
export { type Group, type Groups, groupsOf, type Identity, type Seat } from './groups.ts';
export { voiceOf } from './providers/index.ts';
export { checkMailbox } from './providers/mail/check.ts';
export { fetchMedia, forgetMedia } from './providers/media.ts';
export { newVapidKeys } from './providers/push/vapid.ts';
export { checkSignal } from './providers/signal/check.ts';
export { wasRefused } from './providers/signal/rpc.ts';
export { isEmail } from './providers/smtp.ts';
export { Undeliverable } from './providers/undeliverable.ts';
export {
  type Answer,
  asksToCome,
  FILE_WAYS,
  normalAddress,
  readAnswer,
  registrations,
  testPurpose,
  type Word,
} from './rules.ts';
export type { Claimer, Inbound, MailFacts, Outgoing, Quoted, RawInbound, SentFile } from './types.ts';
export type { LegHeard, LegOver, Next, Spoken, Telephone, Verb, VoiceCarrier } from './voice.ts';

/**
 * `claimers` are asked in order who takes an inbound message, `telephone` what a call does, `isHeld` whether a hold is about
 * somebody, `quoters` what would be sent; the composition root knows them.
 */
export const channelsFeature = (
  claimers: Claimer[],
  telephone: Telephone,
  isHeld: IsHeld,
  quoters: Quoters,
): Feature => ({
  name: 'channels',
  routes: channelRoutes(claimers, quoters),
  pages: hookPages(claimers, telephone),
  jobs,
  handlers: handlers(isHeld),
  loops: [...loops, { name: 'channels.listen', run: listening(claimers), stop: stopListening }],
  seed,
  keeps,
});
