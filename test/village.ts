import { rebuildResponders } from '../src/features/callouts/index.ts';
import { addAddresses } from '../src/features/channels/index.ts';
import { addSource, openIncident } from '../src/features/incidents/index.ts';
import { vouchByFounding } from '../src/features/people/index.ts';
import { findCrossing, homeCellOf, zoneAt } from '../src/features/places/index.ts';
import { currentPlaybook } from '../src/features/playbooks/index.ts';
import type { Ctx } from '../src/platform/context.ts';
import { newId } from '../src/platform/id.ts';
import type { Standing } from './harness.ts';

export interface Neighbour {
  id: string;
  callSign: string;
  phone: string;
}

const week = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, from: 0, to: 1440 }));
let numbers = 0;

/** The crossing where everything happens. */
export const corner = async (ctx: Ctx) => (await findCrossing(ctx, 'Roosevelt and 82nd'))!;

/** People who live at the crossing, fit for anything, each with a phone on the wall. */
export async function settlePeople(
  net: Standing,
  count: number,
  {
    course = 'observer',
    languages = ['en'],
  }: { course?: 'observer' | 'verifier'; languages?: string[] } = {},
): Promise<Neighbour[]> {
  return net.tx(async (ctx) => {
    const at = await corner(ctx);
    const zone = (await zoneAt(ctx, at))!;
    const { slug, conduct } = await currentPlaybook(ctx);
    const people = Array.from({ length: count }, () => {
      const n = ++numbers;
      return {
        id: newId(),
        callSign: `${course} ${n}`,
        phone: `+1${300 + (n % 100)}5550${100 + Math.floor(n / 100)}`,
      };
    });
    const own = { network_id: ctx.network.id };
    await ctx.tx
      .insertInto('people')
      .values(
        people.map((p) => ({
          ...own,
          id: p.id,
          call_sign: p.callSign,
          chapter_id: zone.chapterId,
          zone_ids: [zone.id],
          home_cell: homeCellOf(at),
          languages,
          roles: [course],
          state: 'active',
          state_at: ctx.now,
          availability: JSON.stringify(week),
        })),
      )
      .execute();
    await ctx.tx
      .insertInto('agreements')
      .values(
        people.map((p) => ({
          ...own,
          id: newId(),
          person_id: p.id,
          playbook: slug,
          version: conduct.version,
          signed_at: ctx.now,
        })),
      )
      .execute();
    await vouchByFounding(
      ctx,
      people.map((p) => p.id),
    );
    await ctx.tx
      .insertInto('certificates')
      .values(
        people.map((p) => ({
          ...own,
          id: newId(),
          person_id: p.id,
          course,
          issued_at: ctx.now,
          expires_at: new Date(ctx.now.getTime() + 100 * 86_400_000),
        })),
      )
      .execute();
    await addAddresses(
      ctx,
      people.map((p) => ({ id: newId(), personId: p.id, kind: 'wall' as const, address: p.phone, rank: 1 })),
    );
    await rebuildResponders(
      ctx,
      people.map((p) => p.id),
    );
    return people;
  });
}

/** An incident at the crossing, or so many metres north of it. */
export async function incidentAt(net: Standing, { northM = 0, drill = false } = {}): Promise<string> {
  const id = newId();
  await net.tx(async (ctx) => {
    const at = await corner(ctx);
    await openIncident(ctx, {
      id,
      label: at.name,
      point: { lat: at.lat + northM / 111_195, lon: at.lon },
      drill,
    });
  });
  return id;
}

/** What a trained verifier saw there, as when one had been sent. */
export const verifierSaw = (net: Standing, incidentId: string, personId: string): Promise<void> =>
  net.tx((ctx) =>
    addSource(ctx, incidentId, {
      ...{ kind: 'verifier', personId, says: 'seen' },
      ...{ onScene: true, firstHand: true, picture: false },
    }),
  );

/** What stands on a phone of the wall, the oldest first. */
export async function onPhone(net: Standing, phone: string): Promise<{ from: string; body: string }[]> {
  const url = `/api/v1/demo/phones/${encodeURIComponent(phone)}`;
  const { messages } = (await net.app.inject({ method: 'GET', url })).json();
  return messages;
}

/** Writes on a phone of the wall and returns the reply. */
export async function text(net: Standing, phone: string, body: string): Promise<string> {
  const answer = await net.app.inject({
    method: 'POST',
    url: `/api/v1/demo/phones/${encodeURIComponent(phone)}/messages`,
    payload: { id: newId(), body },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  await net.settle();
  return answer.json().reply;
}
