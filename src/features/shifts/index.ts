import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs } from './jobs.ts';
import { hoursLine, pages } from './pages.ts';
import { keeps } from './retention.ts';
import { seed } from './seed.ts';

export {
  addShifts,
  buddyNow,
  type Duty,
  deskOpensAt,
  endDuty,
  fitting,
  type Gap,
  gapsBefore,
  hoursTable,
  lackingBuddy,
  lastThere,
  laySeat,
  leaveShift,
  lockDuty,
  minutesThisYear,
  nextShift,
  onBreak,
  onCallNow,
  onDuty,
  onShift,
  ownDuty,
  publishedHours,
  type SeatNow,
  type Shift,
  seatsNow,
  setBreak,
  signOn,
  take as takeShift,
  unlaySeats,
  whyNotLay,
} from './commands.ts';
export type { ShiftRole } from './contract.ts';
export { roleName, when as shiftTime } from './words.ts';
export { hoursLine };

export const feature: Feature = { name: 'shifts', routes, pages, handlers, jobs, seed, keeps };
