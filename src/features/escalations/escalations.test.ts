import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { type Neighbour, onPhone, settlePeople, text } from '../../../test/village.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { deliver } from '../channels/commands/deliver.ts';
import { receiveReports } from '../hotline/index.ts';
import { addShifts } from '../shifts/index.ts';
import { stepDue, takeSteps } from './commands.ts';
import type { Kind, Plan } from './contract.ts';
import { escalate, nameAlways, settle } from './index.ts';

let net: TestNetwork;
let dispatcher: Neighbour;
let coordinator: Neighbour;
let always: Neighbour;
let other: Neighbour;
let another: Neighbour;

/** Everyone's phone as it was left: what is there beyond that is a page, expected or not. */
let read: Map<string, number>;

beforeAll(async () => {
  net = await village();
  [dispatcher, coordinator, always, other, another] = (await settlePeople(net, 5)) as [
    Neighbour,
    Neighbour,
    Neighbour,
    Neighbour,
    Neighbour,
  ];
  await net.signIn(['coordinator'], coordinator.id);
});

/** Nothing waits, and the dispatcher is on shift. */
beforeEach(async () => {
  await quiet();
  net.clock.advance(120);
  await onShift(dispatcher, 'dispatcher');
  await net.tx((ctx) => nameAlways(ctx, { id: newId(), personId: always.id }));
  await net.settle();
  read = new Map();
  for (const who of [dispatcher, coordinator, always]) read.set(who.id, (await heard(who)).length);
});

/** A network with its places and rules, and nobody on shift. */
async function village(): Promise<TestNetwork> {
  const made = await testNetwork({ volunteers: 1 });
  await made.tx(nobodyOn);
  return made;
}

/** Nobody is on shift, and nobody on duty. */
async function nobodyOn(ctx: Ctx): Promise<void> {
  const own = ctx.network.id;
  await ctx.tx.updateTable('shifts').set({ state: 'off' }).where('network_id', '=', own).execute();
  await ctx.tx
    .updateTable('duties')
    .set({ ended_at: ctx.now, ended_as: 'left', counted_to: ctx.now })
    .where('network_id', '=', own)
    .where('ended_at', 'is', null)
    .execute();
}

const quiet = () =>
  net.tx(async (ctx) => {
    const own = { network_id: ctx.network.id };
    const open = await ctx.tx
      .selectFrom('escalations')
      .select('subject')
      .where('network_id', '=', own.network_id)
      .execute();
    await settle(
      ctx,
      open.map((row) => row.subject),
    );
    await nobodyOn(ctx);
  });

const onShift = (who: Neighbour, role: 'dispatcher' | 'operator', of = net) =>
  of.tx((ctx) =>
    addShifts(ctx, [
      {
        ...{ id: newId(), role, chapterId: null, personId: who.id },
        startsAt: plusMinutes(ctx.now, -60),
        endsAt: plusMinutes(ctx.now, 12 * 60),
      },
    ]),
  );

const heard = async (who: Neighbour, of = net) =>
  (await onPhone(of, who.phone)).filter((m) => m.from === 'network').map((m) => m.body);

/** What is due is paged, and what was written is handed over. */
async function work({ services, network }: TestNetwork): Promise<void> {
  while (await stepDue(services, network.id));
  while (await deliver(services, network.id));
}

/** Minutes pass, and who was paged meanwhile: each of these once, and nobody else. */
async function pages(minutes: number, ...expected: Neighbour[]): Promise<string[]> {
  net.clock.advance(minutes);
  await work(net);
  const bodies: string[] = [];
  for (const who of [dispatcher, coordinator, always]) {
    const all = await heard(who);
    const fresh = all.slice(read.get(who.id) ?? 0);
    read.set(who.id, all.length);
    expect(fresh, `${who.callSign} after ${minutes} min`).toHaveLength(
      expected.filter((one) => one === who).length,
    );
    bodies.push(...fresh);
  }
  return bodies;
}

/** A report of what happens now, as a passer-by sends it. */
async function report(): Promise<string> {
  const id = newId();
  await net.tx((ctx) =>
    receiveReports(ctx, [
      {
        ...{ id, door: 'web', kind: 'sighting', language: 'en', tense: 'now', what: 'Two vans', where: {} },
        origin: Buffer.from(id),
      },
    ]),
  );
  return id;
}

const raise = (kind: Kind = 'call', subject = newId()) =>
  net.tx(async (ctx) => {
    await escalate(ctx, { kind, subject });
    return subject;
  });

const desk = async (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  as?: Record<string, string>,
) => {
  // Nobody stays signed in for as long as these evenings take.
  const headers = as ?? (await net.signIn(['admin']));
  const answer = await net.app.inject({
    ...{ method, url: `/api/v1/${path}`, headers },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const onBoard = async (as?: Record<string, string>) =>
  (await desk('GET', 'escalations', undefined, as)).body.items;

describe('a live report that nobody takes', () => {
  it('pages who is on shift, then coordinators, then who is always there, three times, and then stands on the board', async () => {
    await report();
    await pages(2);
    // Nobody is on as operator, so the dispatcher is paged for both steps.
    expect(await pages(1, dispatcher)).toEqual([
      expect.stringContaining('a live report waits and nobody has taken it'),
    ]);
    await pages(3, dispatcher);
    await pages(4, coordinator);
    await pages(5, always);
    for (let time = 2; time <= 3; time++) {
      await pages(5, dispatcher);
      await pages(3, dispatcher);
      await pages(4, coordinator);
      await pages(5, always);
    }
    expect(await onBoard()).toEqual([
      expect.objectContaining({ kind: 'report', state: 'running', paged: 3 }),
    ]);
    await pages(5);
    const [left] = await onBoard();
    expect(left).toMatchObject({ state: 'unanswered', nextAt: null, paged: 3 });
    const { body } = await desk('GET', `escalations/${left.id}`);
    expect(body.pages).toHaveLength(12);
    expect(body.pages[0]).toMatchObject({ callSign: dispatcher.callSign, manner: 'urgent', told: true });
    // For ever quiet from then on.
    await pages(600);
  });

  it('pages nobody once it is taken, and again when it is given back', async () => {
    const id = await report();
    const operator = () => net.signIn(['operator'], other.id);
    await pages(2);
    expect((await desk('POST', `reports/${id}/claim`, undefined, await operator())).status).toBe(200);
    await pages(60);
    expect((await desk('POST', `reports/${id}/release`, undefined, await operator())).status).toBe(200);
    await pages(2);
    await pages(1, dispatcher);
    expect((await desk('POST', `reports/${id}/claim`, undefined, await operator())).status).toBe(200);
    await pages(60);
    expect(await onBoard()).toEqual([]);
  });
});

describe('"I have it"', () => {
  it('by text stops the steps, and asks again when it is not done in time', async () => {
    const subject = await raise();
    await pages(0, dispatcher);
    expect(await text(net, dispatcher.phone, 'YES')).toContain('you have it');
    await pages(4, dispatcher); // the reply
    const [held] = await onBoard();
    expect(held).toMatchObject({ state: 'acknowledged', ackedBy: dispatcher.callSign });
    await pages(1, dispatcher);
    await net.tx((ctx) => settle(ctx, subject));
    await pages(60);
  });

  it('at the desk is one person’s: who comes second hears who was first', async () => {
    await raise();
    await pages(0, dispatcher);
    const [{ id }] = await onBoard();
    const first = await net.signIn(['operator'], other.id);
    const second = await net.signIn(['dispatcher'], another.id);
    expect((await desk('POST', `escalations/${id}/acknowledge`, undefined, first)).status).toBe(200);
    expect((await desk('POST', `escalations/${id}/acknowledge`, undefined, first)).status).toBe(200);
    const late = await desk('POST', `escalations/${id}/acknowledge`, undefined, second);
    expect(late).toMatchObject({ status: 409, body: { who: other.callSign } });
    expect(await text(net, dispatcher.phone, 'yes')).toContain(`${other.callSign} has it already`);
  });

  it('in the field app is for who was paged, and for nobody else', async () => {
    await raise();
    await pages(0, dispatcher);
    const mine = await net.signIn(['observer'], dispatcher.id, 'field');
    const theirs = await net.signIn(['observer'], always.id, 'field');
    const [page] = (await desk('GET', 'escalations/mine', undefined, mine)).body.items;
    expect(page.can).toEqual(['acknowledge', 'decline']);
    expect((await desk('GET', 'escalations/mine', undefined, theirs)).body.items).toEqual([]);
    expect((await desk('POST', `escalations/${page.id}/acknowledge`, undefined, theirs)).status).toBe(404);
    expect((await desk('POST', `escalations/${page.id}/acknowledge`, undefined, mine)).status).toBe(200);
    await pages(4);
  });

  it('is for all that one message told of', async () => {
    for (let n = 0; n < 3; n++) await raise();
    expect(await pages(0, dispatcher)).toEqual([expect.stringContaining('3 callers wait')]);
    expect(await text(net, dispatcher.phone, 'yes')).toContain('all 3');
    expect((await onBoard()).map((e: { state: string }) => e.state)).toEqual(
      Array.from({ length: 3 }, () => 'acknowledged'),
    );
  });
});

describe('"I cannot"', () => {
  it('pages the next at once, and who said so no more', async () => {
    await raise();
    await pages(0, dispatcher);
    expect(await text(net, dispatcher.phone, 'no')).toContain('The next are paged');
    await pages(0, dispatcher, coordinator); // the reply, and the next
    await pages(2, always);
    await pages(3, coordinator);
  });
});

describe('nobody on shift', () => {
  it('takes no time: the next step is at once', async () => {
    net.clock.advance(13 * 60);
    await raise();
    await pages(0, coordinator);
  });

  it('and nobody anywhere stands on the board at once, as unanswered', async () => {
    const empty = await village();
    await empty.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await empty.settle();
    const answer = await empty.app.inject({
      url: '/api/v1/escalations',
      headers: await empty.signIn(['operator']),
    });
    // No step reached anybody, so that each was gone through without a page.
    expect(answer.json().items).toEqual([expect.objectContaining({ state: 'unanswered', paged: 0 })]);
  });

  it('names every admin and coordinator where nobody is always there', async () => {
    const apart = await village();
    const [boss] = (await settlePeople(apart, 1)) as [Neighbour];
    await apart.signIn(['admin'], boss.id);
    await apart.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await apart.settle();
    expect(await onPhone(apart, boss.phone)).toHaveLength(1);
  });
});

describe('who changes meanwhile', () => {
  it('is not paged when they were removed in between, and the next is at once', async () => {
    const apart = await village();
    const [first, second, third] = (await settlePeople(apart, 3)) as [Neighbour, Neighbour, Neighbour];
    await onShift(first, 'dispatcher', apart);
    await apart.signIn(['coordinator'], second.id);
    await apart.tx((ctx) => nameAlways(ctx, { id: newId(), personId: third.id }));
    await apart.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    await apart.settle();
    const as = await apart.signIn(['admin']);
    const remove = (id: string) =>
      apart.app.inject({ method: 'POST', url: `/api/v1/people/${id}/removal`, headers: as, payload: {} });
    expect((await remove(second.id)).statusCode).toBe(200);
    await apart.settle();
    apart.clock.advance(1);
    await apart.settle();
    // Their time is over and nobody else coordinates: on to the last step, without waiting for the one between.
    expect(
      await Promise.all([first, second, third].map(async (who) => (await heard(who, apart)).length)),
    ).toEqual([1, 0, 1]);
    const kept = await remove(third.id);
    expect(kept.statusCode).toBe(409);
    expect(kept.json().detail).toContain('always there');
    const named = { id: newId(), personId: first.id };
    expect(
      (await apart.app.inject({ method: 'PUT', url: '/api/v1/always-there', headers: as, payload: named }))
        .statusCode,
    ).toBe(200);
    expect((await remove(third.id)).statusCode).toBe(200);
  });
});

describe('a clock that jumps', () => {
  it('pages each once when it goes an hour ahead, and when it comes back nobody is forgotten', async () => {
    await raise();
    await pages(0, dispatcher);
    await pages(60, coordinator);
    await pages(-60);
    await pages(2, always);
  });

  it('does not care for the hour that the network’s clocks turn back', async () => {
    const fall = await testNetwork({ volunteers: 1, at: new Date('2026-11-01T05:57:00Z') });
    const [boss] = (await settlePeople(fall, 1)) as [Neighbour];
    await fall.tx((ctx) => nameAlways(ctx, { id: newId(), personId: boss.id }));
    await fall.tx((ctx) => escalate(ctx, { kind: 'call', subject: newId() }));
    const counts: number[] = [];
    for (let minute = 0; minute < 9; minute++) {
      await work(fall);
      counts.push((await heard(boss, fall)).length);
      fall.clock.advance(1);
    }
    // At 1:57, 2:00, which is 1:00 again, and no more: every three minutes, twice.
    expect(counts).toEqual([1, 1, 1, 2, 2, 2, 2, 2, 2]);
  });
});

describe('plans', () => {
  const plan: Plan = {
    ...{ after: 0, times: 1, again: 10 },
    steps: [
      { to: { who: 'person', personId: '' }, manner: 'urgent', minutes: 2 },
      { to: { who: 'always' }, manner: 'ring', minutes: 2 },
    ],
  };
  const naming = (personId: string): Plan => ({
    ...plan,
    steps: [{ ...plan.steps[0]!, to: { who: 'person', personId } }, plan.steps[1]!],
  });
  const save = (body: object, as?: Record<string, string>) =>
    desk('PUT', 'escalation-policies', { id: newId(), kind: 'call', chapterId: null, ...body }, as);

  it('are set by an admin for what begins from then on, and go back to the usual one', async () => {
    await raise();
    await pages(0, dispatcher);
    expect((await save({ plan: naming(coordinator.id) })).status).toBe(200);
    await raise();
    await pages(0, coordinator);
    const { body } = await desk('GET', 'escalation-policies');
    const own = body.items.find((p: { kind: string }) => p.kind === 'call');
    expect(own).toMatchObject({ own: true, people: [{ callSign: coordinator.callSign }] });
    expect((await save({ plan: null })).body.own).toBe(false);
    await raise();
    // What the page of a minute before told of stands in it.
    await pages(1, dispatcher, coordinator);
  });

  it('are refused with each reason where they loop, never end or page nobody', async () => {
    const bad = await save({
      plan: {
        ...naming(newId()),
        times: 99,
        steps: [{ ...plan.steps[0]!, to: { who: 'person', personId: newId() }, minutes: 0 }],
      },
    });
    expect(bad.status).toBe(400);
    expect(bad.body.errors.map((e: { path: string }) => e.path)).toEqual([
      'body.plan.steps',
      'body.plan.times',
      'body.plan.steps.0.minutes',
      'body.plan.steps.0.to',
    ]);
  });

  it('show who would be paged now, and page nobody', async () => {
    const { status, body } = await desk('POST', 'escalation-policies/previews', {
      ...{ kind: 'call', chapterId: null },
      plan: naming(coordinator.id),
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      endsAfter: 4,
      items: [
        { step: 0, time: 0, minutes: 0, manner: 'urgent', callSigns: [coordinator.callSign] },
        { step: 1, time: 0, minutes: 2, manner: 'ring', callSigns: [always.callSign] },
      ],
    });
    await pages(10);
  });

  it('are the admin’s and, in their chapter, the coordinator’s to set', async () => {
    const operator = await net.signIn(['operator']);
    expect((await save({ plan: naming(coordinator.id) }, operator)).status).toBe(403);
    expect((await desk('GET', 'escalation-policies', undefined, operator)).status).toBe(200);
    expect((await desk('GET', 'escalation-policies', undefined, await net.signIn(['observer']))).status).toBe(
      403,
    );
    expect((await desk('GET', 'escalation-policies', undefined, {})).status).toBe(401);
    expect((await save({ plan: naming(coordinator.id), chapterId: newId() })).status).toBe(404);
    expect((await save({ plan: 7 })).status).toBe(400);
  });
});

it('keeps what is the legal desk’s from everyone else', async () => {
  await raise('intake');
  await net.settle();
  expect(await onBoard(await net.signIn(['dispatcher']))).toEqual([]);
  expect(await onBoard(await net.signIn(['legal']))).toHaveLength(1);
});

it('pages each of many once, whichever of three workers has them, and though one dies with a batch in its hands', async () => {
  const many = 120;
  const subjects = Array.from({ length: many }, () => newId());
  await net.tx((ctx) => escalate(ctx, ...subjects.map((subject) => ({ kind: 'call' as const, subject }))));
  const { services, network } = net;
  /** Takes batches until nothing is left; `dies` with its first, before it is committed. */
  const worker = async (dies: boolean) => {
    for (let taken = 1; taken > 0; )
      taken = await services
        .asSystem(network.id, async (ctx) => {
          const taken = await takeSteps(ctx, 20);
          if (dies) throw new Error('killed');
          return taken;
        })
        .catch((error: Error) => {
          if (error.message !== 'killed') throw error;
          return 0;
        });
  };
  await Promise.all([worker(true), worker(false), worker(false)]);
  // What the dead one held may have been passed over while it lived.
  await worker(false);
  const paged = await net.tx((ctx) =>
    ctx.tx
      .selectFrom('escalations as e')
      .innerJoin('escalation_pages as p', 'p.escalation_id', 'e.id')
      .select(['e.subject', 'p.person_id', 'p.told'])
      .where('e.subject', 'in', subjects)
      .execute(),
  );
  expect(new Set(paged.map((page) => page.subject)).size).toBe(many);
  expect(paged.map((page) => page.person_id)).toEqual(Array.from({ length: many }, () => dispatcher.id));
  // As many batches, as many messages at most: nobody reads a hundred and twenty.
  const told = paged.filter((page) => page.told).length;
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThanOrEqual(many / 20);
  await pages(0, ...Array.from({ length: told }, () => dispatcher));
});
