import type { World } from '../../../platform/feature.ts';
import type { Person } from '../store.ts';
import { chance, draw } from './neighbour.ts';

/** How many of each desk role the demo has; a small network keeps the numbers. */
const STAFF: [role: string, count: number][] = [
  ['operator', 14],
  ['dispatcher', 8],
  ['coordinator', 5],
  ['legal', 5],
  ['counsel', 2],
  ['admin', 2],
];
const staffCount = STAFF.reduce((sum, [, count]) => sum + count, 0);

/** What somebody is in the network. Half of the people are members who may be sent, half allies who only trained. */
export interface Part {
  roles: string[];
  state: Person['state'];
  /** One of those whom a first visitor meets: nothing of theirs has lapsed. */
  isLead: boolean;
}

/** The first of the list staff the desk; then come the trainers; then members and allies by turns. */
export function partOf(world: World, n: number): Part {
  let from = 0;
  for (const [role, count] of STAFF) {
    if (n < from + count) return { roles: [role], state: 'active', isLead: true };
    from += count;
  }
  const trainers = Math.min(50, Math.ceil(world.volunteers / 80));
  if (n < staffCount + trainers) return { roles: ['trainer', 'observer'], state: 'active', isLead: true };
  const turn = n - staffCount - trainers;
  const isLead = turn < 40;
  if (turn % 2 === 1) return { roles: ['ally'], state: chance(world, 0.8) ? 'trained' : 'applied', isLead };
  // Every fourth member is a verifier: enough for a pair near every zone at night.
  if (turn % 8 === 0) return { roles: ['verifier', 'observer'], state: 'active', isLead };
  const state = isLead ? 'active' : memberState(world);
  // Who has only given their name is nothing yet.
  return { roles: state === 'applied' ? [] : ['observer'], state, isLead };
}

const memberState = (world: World): Person['state'] =>
  draw(world, [
    ['active', 0.79],
    ['applied', 0.07],
    ['paused', 0.05],
    ['met', 0.05],
    ['left', 0.04],
  ] as const);
