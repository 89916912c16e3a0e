import { beforeAll, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, onPhone, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from '../channels/commands/deliver.ts';
import { checkIn, setBreak, stay, watchDuties } from '../shifts/commands.ts';
import { addShifts } from '../shifts/index.ts';
import { stepDue, watchRota } from './commands.ts';
import { escalate, nameAlways } from './index.ts';

let net: TestNetwork;
/** Whose seat it is; who dispatches beside them; who coordinates; who is always there. */
let late: Neighbour;
let dispatcher: Neighbour;
let coordinator: Neighbour;
let always: Neighbour;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 12, at: new Date('2026-11-23T17:00:00Z') });
  [late, dispatcher, coordinator, always] = (await settlePeople(net, 4)) as [
    Neighbour,
    Neighbour,
    Neighbour,
    Neighbour,
  ];
  await net.signIn(['coordinator'], coordinator.id);
  await net.tx(async (ctx) => {
    await nameAlways(ctx, { id: newId(), personId: always.id });
    // Whoever the demo has at the desk stays at home today.
    await ctx.tx
      .updateTable('shifts')
      .set({ state: 'off' })
      .where('network_id', '=', ctx.network.id)
      .execute();
    await ctx.tx
      .updateTable('duties')
      .set({ ended_at: ctx.now, counted_to: ctx.now, ended_as: 'left' })
      .where('network_id', '=', ctx.network.id)
      .execute();
    await ctx.tx
      .updateTable('rota_slots')
      .set({ state: 'cancelled' })
      .where('network_id', '=', ctx.network.id)
      .execute();
  });
  net.clock.advance(1);
});

const minutes = (n: number) => new Date(net.clock.now().getTime() + n * 60_000);

async function seat(person: Neighbour, role: 'dispatcher' | 'operator', length: number): Promise<string> {
  const id = newId();
  await net.tx((ctx) =>
    addShifts(ctx, [
      { id, role, chapterId: null, personId: person.id, startsAt: ctx.now, endsAt: minutes(length) },
    ]),
  );
  return id;
}

/** Minutes pass, one at a time; who was paged meanwhile, each with the first words. */
async function pagedAfter(passing: number): Promise<string[]> {
  const names = new Map(
    [late, dispatcher, coordinator, always].map((who, n) => [
      who,
      ['late', 'dispatcher', 'coordinator', 'always'][n]!,
    ]),
  );
  const before = new Map<Neighbour, number>();
  for (const who of names.keys()) before.set(who, (await onPhone(net, who.phone)).length);
  for (let minute = 0; minute < passing; minute++) {
    net.clock.advance(1);
    await net.tx((ctx) => watchDuties(ctx));
    await net.tx((ctx) => watchRota(ctx));
    while (await stepDue(net.services, net.network.id));
    while (await deliver(net.services, net.network.id));
  }
  const said: string[] = [];
  for (const [who, name] of names)
    for (const { body, from } of (await onPhone(net, who.phone)).slice(before.get(who)))
      if (from === 'network' && /Reply YES/.test(body))
        said.push(`${name}: ${/not checked in|not handed over/.exec(body)?.[0]}`);
  return said;
}

const here = (person: Neighbour, shiftId: string) =>
  net.tx((ctx) => checkIn(ctx, shiftId), net.actor([], person.id));

it('who does not come is asked for at the dispatcher, then the coordinators, until they are here', async () => {
  await here(dispatcher, await seat(dispatcher, 'dispatcher', 480));
  const shift = await seat(late, 'operator', 60);
  expect(await pagedAfter(9)).toEqual([]);
  expect(await pagedAfter(2)).toEqual(['dispatcher: not checked in']);
  expect(await pagedAfter(6)).toEqual(['coordinator: not checked in']);
  await here(late, shift);
  expect(await pagedAfter(30)).toEqual([]);
});

it('who goes on after the end without a word is asked for a quarter of an hour later, until they say that they stay', async () => {
  // The shift of an hour ends in 13 minutes.
  expect(await pagedAfter(27)).toEqual([]);
  expect(await pagedAfter(3)).toEqual(['dispatcher: not handed over']);
  const [duty] = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('duties')
      .select('id')
      .where('network_id', '=', ctx.network.id)
      .where('person_id', '=', late.id)
      .where('ended_at', 'is', null)
      .execute(),
  );
  await net.tx((ctx) => stay(ctx, duty!.id), net.actor([], late.id));
  expect(await pagedAfter(40)).toEqual([]);
  // An hour and a quarter after that it begins anew.
  expect(await pagedAfter(40)).toEqual(['dispatcher: not handed over']);
});

it('who is on a break is left in peace while somebody else is at a seat, and who had a hard call by all', async () => {
  const asked = async (kind: 'voicemail' | 'hardCall', facts = {}) => {
    const subject = newId();
    await net.tx((ctx) => escalate(ctx, { kind, subject, facts }));
    return (await pagedAfter(1)).map((line) => line.split(':')[0]);
  };
  // The operator goes on a break: the dispatcher is asked in their place.
  await net.tx((ctx) => setBreak(ctx, true), net.actor([], late.id));
  expect(await asked('voicemail')).toEqual(['dispatcher']);
  await net.tx((ctx) => setBreak(ctx, true), net.actor([], dispatcher.id));
  expect(await asked('voicemail')).toEqual(['late']);
  // One wants to be called after a hard call: nothing else is asked of them.
  expect(await asked('hardCall', { personId: late.id })).toEqual(['dispatcher']);
  expect(await asked('voicemail')).toEqual(['dispatcher']);
});
