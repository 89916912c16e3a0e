import type { Feature } from '../../platform/feature.ts';
import type { Later } from './api/members.ts';
import { routes } from './api.ts';
import { handlers } from './jobs.ts';
import { pages } from './pages.ts';
import { about, keeps } from './retention.ts';
import { seed } from './seed.ts';
import { belongings } from './store.ts';

export {
  activate,
  addPeople,
  admit,
  agreementsInForce,
  alarmKind,
  callSigns,
  chapterRoll,
  countActive,
  countIn,
  countLanguages,
  type DayCount,
  dayCounts,
  emergencyContact,
  firstMove,
  followMerges,
  forgetPerson,
  forgetStatesOfLeft,
  type HoursOf,
  isSendable,
  linkAccount,
  moveTo,
  mustBeTrusted,
  mustRenew,
  nameBound,
  namesOf,
  namesSeen,
  notedIds,
  noteMerged,
  type Person,
  type PersonToAdd,
  people,
  peopleByRole,
  peopleHolding,
  peopleIn,
  person,
  personCalled,
  personOfAccount,
  type ResponderFacts,
  readiness,
  removePerson,
  responderFacts,
  type Spent,
  type Standing,
  type State,
  signAgreement,
  spend,
  standings,
  suspend,
  vouchByFounding,
  withdraw,
} from './commands.ts';
export type { Window } from './contract.ts';
export { availableAt, availableIn, localMinute, type NotSendable } from './rules.ts';
export type { Belonging, Merge } from './store.ts';

/** `later` says what features after this one know of a person; the composition root knows them. */
export const peopleFeature = (later: Later): Feature => ({
  name: 'people',
  routes: routes(later),
  handlers: handlers(later),
  pages,
  seed,
  keeps,
  about,
  belongings,
});
