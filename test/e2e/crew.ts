import { setTimeout as sleep } from 'node:timers/promises';
import * as callouts from '../../src/features/callouts/contract.ts';
import { openFromReport, readReport, sendReport } from '../../src/features/hotline/contract.ts';
import { placeToOpen, wholeReport } from '../../src/features/hotline/rules.ts';
import { findCrossings } from '../../src/features/places/contract.ts';
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
  house: Pick<House, 'member'>,
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

export const sayYes = (scout: Scout, words?: string) =>
  scout.act(callouts.fieldAnswer, { says: 'yes', etaMinutes: 5, words });

/** From the yes to the scene; for who does not go alone. */
export async function goThere(scout: Scout): Promise<void> {
  for (const step of [callouts.fieldConduct, callouts.fieldEnRoute, callouts.fieldOnScene])
    await scout.act(step);
}

/** All of them from the ask to the scene. */
export async function allGo(scouts: Scout[]): Promise<void> {
  for (const one of scouts) await sayYes(one);
  for (const one of scouts) await goThere(one);
}

/** Where much happens, and where the demo's first members live. */
export const corner = 'Roosevelt Av & 82 St';

/** A report at a corner, made an incident. */
export async function incidentAt(house: House, desk: Member, where: string): Promise<string> {
  const { id } = await house.call(sendReport, {
    body: { what: 'Two vans, people in vests', where: { text: where }, tense: 'now', firstHand: true },
  });
  const report = wholeReport(await desk.call(readReport, { params: { id } }));
  const opened = await desk.call(openFromReport, {
    params: { id },
    body: { id: newId(), ...placeToOpen(report) },
  });
  return opened.incidentId!;
}

/** A call-out to a corner; the people asked first. */
export async function callOut(
  house: Pick<House, 'member'>,
  desk: Member,
  incidentId: string,
  purpose: callouts.Purpose,
  where: string,
  brief = 'Come from 81 St, stay on the north side, report back in ten minutes.',
) {
  const [crossing] = (await desk.call(findCrossings, { query: { q: where } })).items;
  const { lat, lon, name } = crossing!;
  const { id } = await desk.call(callouts.startCallout, {
    body: {
      id: newId(),
      incidentId,
      purpose,
      manner: 'pair',
      wanted: 2,
      roles: purpose === 'verify' ? ['verifier', 'verifier'] : ['recorder', 'monitor'],
      meet: { lat, lon, label: name },
      brief,
      minutes: 60,
    },
  });
  return { id, asked: await askedOf(house, desk, id, 2) };
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
