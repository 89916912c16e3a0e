import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { seed } from './seed.ts';

export {
  callSigns,
  emergencyContact,
  isSendable,
  linkAccount,
  type Person,
  people,
  peopleByRole,
  person,
  personOfAccount,
  type ResponderFacts,
  responderFacts,
} from './commands.ts';
export { availableAt, availableIn, localMinute, type NotSendable } from './rules.ts';

export const feature: Feature = { name: 'people', routes, seed };
