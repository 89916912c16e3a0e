import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { peopleByRole, responderFacts } from '../people/index.ts';
import * as commands from './commands.ts';
import { isCurrent } from './rules.ts';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 400 });
});

it('is current from issue up to, not at, the moment of expiry', () => {
  const at = (iso: string) => new Date(iso);
  const certificate = { issuedAt: at('2026-01-01'), expiresAt: at('2027-01-01'), revokedAt: null };
  expect(isCurrent(certificate, at('2025-12-31'))).toBe(false);
  expect(isCurrent(certificate, at('2026-01-01'))).toBe(true);
  expect(isCurrent(certificate, at('2026-12-31'))).toBe(true);
  expect(isCurrent(certificate, at('2027-01-01'))).toBe(false);
  expect(isCurrent({ ...certificate, revokedAt: at('2026-02-01') }, at('2026-03-01'))).toBe(false);
});

describe('the demo', () => {
  it('has about seven of ten members certified, and the first of each part', async () => {
    const { members, current } = await net.tx(async (ctx) => ({
      members: (await responderFacts(ctx, null)).filter((p) => p.roles.includes('observer')),
      current: await commands.currentCertificates(ctx, null),
    }));
    const holds = (id: string) => !!current.get(id)?.some((c) => c.course === 'observer');
    const share = members.filter((p) => holds(p.id)).length / members.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.9);
    const first = await net.tx(async (ctx) => [
      ...(await peopleByRole(ctx, 'observer', 5)),
      ...(await peopleByRole(ctx, 'verifier', 5)),
    ]);
    expect(first.every((p) => holds(p.id))).toBe(true);
  });
});

describe('a certificate', () => {
  const courses = async (personId: string) =>
    ((await net.tx((ctx) => commands.currentCertificates(ctx, [personId]))).get(personId) ?? []).map(
      (c) => c.course,
    );
  const ally = async () =>
    (await net.tx((ctx) => responderFacts(ctx, null))).find((p) => p.state === 'applied')!.id;

  it('is given by a trainer, ends after a year, and can be taken back', async () => {
    const personId = await ally();
    const trainer = net.actor('trainer');
    const issue = (id: string, actor = trainer) =>
      net.tx((ctx) => commands.issueCertificate(ctx, { id, personId, course: 'observer' }), actor);
    const [first, second] = [newId(), newId()];
    expect(await status(issue(first, net.actor('observer')))).toBe(403);
    expect(await status(issue(first, net.actor('trainer', personId)))).toBe(403);
    expect(await issue(first)).toEqual(await issue(first));
    expect(await courses(personId)).toEqual(['observer']);
    net.clock.advance(365 * 24 * 60);
    expect(await courses(personId)).toEqual([]);
    await issue(second);
    const revoke = (id: string, actor = trainer) =>
      net.tx((ctx) => commands.revokeCertificate(ctx, id), actor);
    expect(await status(revoke(newId()))).toBe(404);
    expect(await status(revoke(second, net.actor('dispatcher')))).toBe(403);
    expect(await revoke(second)).toEqual(await revoke(second));
    expect(await courses(personId)).toEqual([]);
    const events = await net.tx((ctx) =>
      ctx.tx.selectFrom('events').select('subject').where('kind', '=', 'certificate.changed').execute(),
    );
    expect(events.map((e) => e.subject)).toEqual([personId, personId, personId]);
    const mine = await net.tx((ctx) => commands.myCertificates(ctx), net.actor('observer', personId));
    expect(mine.map((c) => c.id)).toEqual([second, first]);
  });

  it('is for people of this network', async () => {
    const act = { id: newId(), personId: newId(), course: 'observer' as const };
    expect(await status(net.tx((ctx) => commands.issueCertificate(ctx, act), net.actor('trainer')))).toBe(
      404,
    );
  });
});
