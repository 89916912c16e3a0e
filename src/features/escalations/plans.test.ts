import { describe, expect, it } from 'vitest';
import { networkWithPages } from '../../../test/paging.ts';
import { newId } from '../../platform/id.ts';
import { takeSteps } from './commands.ts';
import type { Plan } from './contract.ts';
import { escalate } from './index.ts';

const { net, dispatcher, coordinator, always, pages, raise, desk, onBoard } = await networkWithPages();

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
