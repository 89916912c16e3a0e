import { setTimeout as sleep } from 'node:timers/promises';
import * as callouts from '../../src/features/callouts/contract.ts';
import type { Endpoint, Given } from '../../src/platform/http/endpoint.ts';
import { newId } from '../../src/platform/id.ts';
import type { House, Member } from './house.ts';

/** One of those who were asked, acting through their own phone's API. */
export interface Scout {
  personId: string;
  callSign: string;
  /** One act of the field app, with what it needs besides its id. */
  act(endpoint: Endpoint, more?: object): Promise<callouts.Done>;
}

/** The first `count` people asked for a call-out, each signed in on a phone. */
export async function askedOf(
  house: House,
  desk: Member,
  calloutId: string,
  count: number,
): Promise<Scout[]> {
  const asked = await until(async () => {
    const { assignments } = await desk.call(callouts.readCallout, { params: { id: calloutId } });
    const open = assignments.filter(({ state }) => state === 'asked');
    return open.length >= count && open.slice(0, count);
  });
  return Promise.all(
    asked.map(async ({ id, personId, callSign }) => {
      const phone = await house.member({ person: personId }, 'field');
      const act: Scout['act'] = (endpoint, more = {}) =>
        phone.call(endpoint, {
          params: { assignment: id },
          body: { id: newId(), ...more },
        } as Given<Endpoint>) as Promise<callouts.Done>;
      return { personId, callSign, act };
    }),
  );
}

/** From the ask to the scene. */
export async function goThere(scout: Scout): Promise<void> {
  await scout.act(callouts.fieldAnswer, { says: 'yes', etaMinutes: 5 });
  await scout.act(callouts.fieldConduct);
  await scout.act(callouts.fieldEnRoute);
  await scout.act(callouts.fieldOnScene);
}

/** Asks again until there is an answer; for what the house does by itself. */
export async function until<T>(
  look: () => Promise<T | false | null | undefined>,
  longestMs = 20_000,
): Promise<T> {
  for (const giveUp = Date.now() + longestMs; Date.now() < giveUp; await sleep(100)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('It did not come about.');
}
