import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { pages } from './pages.ts';
import { about, keeps } from './retention.ts';
import { seed } from './seed.ts';

export {
  addPeople,
  admit,
  callSigns,
  emergencyContact,
  isSendable,
  linkAccount,
  type Person,
  type PersonToAdd,
  people,
  peopleByRole,
  person,
  personCalled,
  personOfAccount,
  type ResponderFacts,
  responderFacts,
  signAgreement,
  suspend,
} from './commands.ts';
export type { Window } from './contract.ts';
export { availableAt, availableIn, localMinute, type NotSendable } from './rules.ts';

export const feature: Feature = { name: 'people', routes, pages, seed, keeps, about };
