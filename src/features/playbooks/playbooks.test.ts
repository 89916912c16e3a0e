import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { evictions, immigration } from './books.ts';
import * as commands from './commands.ts';
import { Playbook, RulePack } from './contract.ts';
import packs from './data/rulepacks.json' with { type: 'json' };
import { keepsKindOnly, packInForce } from './rules.ts';
import { seed } from './seed.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

describe('a playbook', () => {
  it('passes its own schema whole', () => {
    for (const file of [immigration, evictions]) expect(Playbook.parse(file)).toEqual(file);
  });

  it.each([
    ['a larger team', { team: { min: 2, max: 5, radiusM: 500 } }],
    ['a lone observer', { team: { min: 1, max: 4, radiusM: 500 } }],
    ['a smaller circle', { team: { min: 2, max: 4, radiusM: 100 } }],
    ['one source', { confirmationRule: { verifierOnScene: true, independentSources: 1, withPicture: 1 } }],
    ['no picture', { confirmationRule: { verifierOnScene: true, independentSources: 2, withPicture: 0 } }],
    ['an hour without a check-in', { checkInMinutes: 60 }],
  ])('cannot loosen the rules: %s', (_, change) => {
    expect(Playbook.safeParse({ ...immigration, ...change }).success).toBe(false);
  });
});

describe('the branches of a script', () => {
  const changed = (kind: string, change: object) => ({
    ...immigration,
    branches: immigration.branches.map((b) => (b.kind === kind ? { ...b, ...change } : b)),
  });

  it.each([
    ['one left out', { ...immigration, branches: immigration.branches.slice(1) }],
    ['one twice', { ...immigration, branches: immigration.branches.map(() => immigration.branches[0]) }],
    ['none at all', { ...immigration, branches: undefined }],
    ['words kept of a denunciation', changed('denunciation', { keeps: 'report' })],
    ['an official written down', changed('official', { keeps: 'report' })],
    ['nothing to say', changed('child', { say: [] })],
    ['nothing that is not done', changed('abusive', { never: [] })],
    ['no source', changed('suicidal', { sources: [] })],
    [
      'a number that is none',
      changed('suicidal', { numbers: [{ ...immigration.branches[2]!.numbers[0]!, number: 'call' }] }),
    ],
  ])('are refused with %s', (_, book) => {
    expect(Playbook.safeParse(book).success).toBe(false);
  });

  it('may be stricter: of a child’s call, too, nothing but its kind', () => {
    expect(Playbook.safeParse(changed('child', { keeps: 'kind' })).success).toBe(true);
  });

  it('keep nothing of somebody accused, even where a stored playbook said otherwise', () => {
    expect(keepsKindOnly({ kind: 'denunciation', keeps: 'report' })).toBe(true);
    expect(keepsKindOnly({ kind: 'child', keeps: 'report' })).toBe(false);
    expect(keepsKindOnly({ kind: 'suicidal', keeps: 'kind' })).toBe(true);
  });

  it('name 988 and the emergency number to who speaks of ending their life', () => {
    const numbers = immigration.branches.find((b) => b.kind === 'suicidal')!.numbers.map((n) => n.number);
    expect(numbers).toEqual(['988', '911']);
  });
});

describe('the rule pack in force', () => {
  const read = (state: string) => RulePack.parse(packs.find((p) => p.state === state));
  const [ny, unknown] = [read('NY'), read('unknown')];
  const signed = { signedBy: 'Quiet Heron', signedAt: '2026-11-01T12:00:00.000Z' };

  it('is the strictest where nobody signed', () => {
    expect(packInForce(ny, unknown)).toMatchObject({
      state: 'NY',
      audioConsent: 'all-party',
      notes: unknown.notes,
    });
    expect(packInForce({ ...ny, distanceFt: 100 }, unknown).distanceFt).toBe(100);
    expect(packInForce(ny, { ...unknown, distanceFt: 50 }).distanceFt).toBe(50);
  });

  it('is the strictest where the state is unknown', () => {
    expect(packInForce(null, { ...unknown, audioConsent: 'one-party' }).audioConsent).toBe('all-party');
  });

  it('is what counsel signed, but never nearer than 25 ft', () => {
    expect(packInForce({ ...ny, ...signed }, unknown)).toEqual({ ...ny, ...signed });
    expect(packInForce({ ...ny, ...signed, distanceFt: 8 }, unknown).distanceFt).toBe(25);
  });
});

describe('in a network', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork();
    const world = { random: () => 0, id: newId, at: net.clock.now(), volunteers: 0 };
    await net.tx((ctx) => seed(ctx, world));
  });

  it('uses the first playbook unless told otherwise', async () => {
    expect((await net.tx((ctx) => commands.currentPlaybook(ctx))).slug).toBe('immigration-ny');
    expect((await net.tx((ctx) => commands.currentPlaybook(ctx, 'evictions-ny'))).slug).toBe('evictions-ny');
    expect(await status(net.tx((ctx) => commands.currentPlaybook(ctx, 'nothing')))).toBe(404);
  });

  it('puts the next version in force and no other', async () => {
    const save = (version: number, role = 'admin', change = {}) =>
      status(
        net.tx((ctx) => commands.savePlaybook(ctx, { ...evictions, version, ...change }), net.actor(role)),
      );
    expect(await save(3)).toBe(409);
    expect(await save(1)).toBe(409);
    expect(await save(2, 'dispatcher')).toBe(403);
    expect(await save(2, 'admin', { team: { min: 4, max: 2, radiusM: 500 } })).toBe(400);
    expect((await Promise.all([save(2), save(2)])).filter((s) => s === 200)).toHaveLength(1);
    expect((await net.tx((ctx) => commands.currentPlaybook(ctx, 'evictions-ny'))).version).toBe(2);
  });

  it('holds the strictest rules until counsel signs', async () => {
    const rules = RulePack.parse(packs[0]);
    expect((await net.tx((ctx) => commands.rulePack(ctx))).audioConsent).toBe('all-party');
    const sign = (role: string) => net.tx((ctx) => commands.signRulePack(ctx, 'NY', rules), net.actor(role));
    expect(await status(sign('admin'))).toBe(403);
    await sign('counsel');
    expect(await net.tx((ctx) => commands.rulePack(ctx))).toMatchObject({
      audioConsent: 'one-party',
      version: 2,
    });
  });

  it('stops with one act, which only counsel takes back', async () => {
    const stop = { id: newId(), what: 'callouts' as const, reason: 'unsafe' as const };
    const coordinator = net.actor('coordinator');
    const set = (given = stop, actor = coordinator) => net.tx((ctx) => commands.setStop(ctx, given), actor);
    expect(await status(set(stop, net.actor('dispatcher')))).toBe(403);
    expect(await set()).toMatchObject({ by: coordinator.personId, liftedAt: null });
    expect(await set()).toMatchObject({ id: stop.id });
    const again = await set({ ...stop, id: newId() }).catch((error: Problem) => error);
    expect(again).toMatchObject({ status: 409, facts: { who: coordinator.personId } });
    expect((await net.tx((ctx) => commands.callsStopped(ctx)))?.id).toBe(stop.id);
    expect(await net.tx((ctx) => commands.noticesStopped(ctx))).toBeNull();

    const lift = (role: string, id = stop.id) => net.tx((ctx) => commands.liftStop(ctx, id), net.actor(role));
    expect(await status(lift('coordinator'))).toBe(403);
    expect(await status(lift('admin'))).toBe(403);
    expect(await status(lift('counsel', newId()))).toBe(404);
    const lifted = await lift('counsel');
    expect(await lift('counsel')).toEqual(lifted);
    expect(await net.tx((ctx) => commands.callsStopped(ctx))).toBeNull();
    const events = await net.tx((ctx) => ctx.tx.selectFrom('events').select('kind').execute());
    expect(events.map((e) => e.kind)).toEqual(['stop.set', 'stop.lifted']);
    net.clock.advance(31 * 24 * 60);
    expect(await net.tx((ctx) => commands.listStops(ctx))).toEqual([]);
  });

  it('lets one of two win who stop in the same instant', async () => {
    const set = () =>
      status(
        net.tx(
          (ctx) => commands.setStop(ctx, { id: newId(), what: 'callouts', reason: 'review' }),
          net.actor('coordinator'),
        ),
      );
    expect((await Promise.all([set(), set()])).sort()).toEqual([200, 409]);
  });
});
