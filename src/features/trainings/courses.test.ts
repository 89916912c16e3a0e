import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import { responderFacts } from '../people/index.ts';
import * as commands from './commands.ts';
import { COURSES, type Course } from './contract.ts';
import {
  courses,
  expiryOf,
  following,
  isRenewal,
  leftOut,
  missingParts,
  modulesOf,
  partsOf,
  rehearsalSteps,
} from './rules.ts';

const day = 24 * 60;
const at = (iso: string) => new Date(iso);

describe('the shape of the courses', () => {
  it.each(COURSES)('%s: its renewal is one of its modules, its pass mark can be reached', (course) => {
    const { renewal, asked, pass, validDays, modules } = courses[course];
    expect(modules.map((m) => m.id)).toContain(renewal);
    expect(pass).toBeLessThanOrEqual(asked);
    expect(pass / asked).toBeGreaterThanOrEqual(0.75);
    expect(validDays).toBeGreaterThanOrEqual(365);
    expect(new Set(partsOf(course)).size).toBe(partsOf(course).length);
  });

  it('has prerequisites that end somewhere', () => {
    const depth = (course: Course, seen: Course[] = []): number => {
      expect(seen).not.toContain(course);
      return 1 + Math.max(0, ...courses[course].prerequisites.map((c) => depth(c, [...seen, course])));
    };
    expect(COURSES.map((c) => depth(c)).every((n) => n <= 4)).toBe(true);
    expect(following('observer').sort()).toEqual(['dispatcher', 'trainer', 'verifier']);
  });
});

describe('a rehearsal alone', () => {
  it.each([
    [[...rehearsalSteps], []],
    [
      [
        'answer',
        'conduct',
        'en-route',
        'on-scene',
        'note',
        'check-in',
        'stand-down-ack',
        'depart',
        'debrief',
      ],
      [],
    ],
    [['answer', 'conduct', 'on-scene', 'check-in', 'depart'], ['debrief']],
    [['debrief', 'answer', 'conduct', 'on-scene', 'check-in', 'depart'], ['debrief']],
    [[], [...rehearsalSteps]],
  ])('%j lacks %j', (done, lacks) => {
    expect(leftOut(done)).toEqual(lacks);
  });
});

describe('what lacks', () => {
  const all = (when: string) => new Map(partsOf('rights').map((part) => [part, at(when)]));

  it('is every part at first, also when the parts are too old', () => {
    const now = at('2026-06-01');
    expect(missingParts('rights', { credits: new Map(), held: null }, now)).toEqual(partsOf('rights'));
    expect(missingParts('rights', { credits: all('2026-05-01'), held: null }, now)).toEqual([]);
    expect(missingParts('rights', { credits: all('2024-05-01'), held: null }, now)).toEqual(
      partsOf('rights'),
    );
  });

  it('is quiz and one module from 60 days before the end to 90 after', () => {
    const held = { issuedAt: at('2024-07-01'), expiresAt: at('2026-07-01') };
    const old = all('2024-07-01');
    expect(isRenewal({ held }, at('2026-05-01'))).toBe(false);
    for (const now of ['2026-05-02', '2026-07-01', '2026-09-28']) {
      expect(isRenewal({ held }, at(now))).toBe(true);
      expect(missingParts('rights', { credits: old, held }, at(now))).toEqual(['asked', 'quiz']);
    }
    const again = new Map([...old, ['quiz', at('2026-06-01')], ['asked', at('2026-06-01')]]);
    expect(missingParts('rights', { credits: again, held }, at('2026-06-02'))).toEqual([]);
    expect(isRenewal({ held }, at('2026-09-30'))).toBe(false);
  });

  it('loses no day to who renews early', () => {
    const held = { issuedAt: at('2024-07-01'), expiresAt: at('2026-07-01') };
    expect(expiryOf('rights', held, at('2026-06-01'))).toEqual(at('2028-06-30'));
    expect(expiryOf('rights', held, at('2026-08-01'))).toEqual(at('2028-07-31'));
  });
});

describe('credit', () => {
  let net: TestNetwork;
  const newcomers: string[] = [];
  beforeAll(async () => {
    net = await testNetwork({ volunteers: 400 });
    const facts = await net.tx((ctx) => responderFacts(ctx, null));
    newcomers.push(...facts.filter((p) => p.state === 'applied').map((p) => p.id));
  });
  const credit = (personId: string, course: Course, modules: string[]) =>
    net.tx((ctx) => commands.credit(ctx, { personId, course, modules, how: 'session' }));
  const held = async (personId: string) =>
    ((await net.tx((ctx) => commands.currentCertificates(ctx, [personId]))).get(personId) ?? [])
      .map((c) => c.course)
      .sort();

  it('makes the certificate when all parts are there, once, whatever their order', async () => {
    const personId = newcomers.pop()!;
    const parts = partsOf('rights').reverse();
    for (const part of parts.slice(0, -1)) {
      const { certificate, missing } = await credit(personId, 'rights', [part]);
      expect(certificate).toBeNull();
      expect(missing).not.toContain(part);
    }
    const last = await credit(personId, 'rights', parts.slice(-1));
    expect(last).toMatchObject({ missing: [], certificate: { personId, course: 'rights' } });
    expect((await credit(personId, 'rights', parts)).certificate).toBeNull();
    expect(await held(personId)).toEqual(['rights']);
  });

  it('waits for what comes before, and follows it by itself', async () => {
    const personId = newcomers.pop()!;
    const early = await credit(personId, 'observer', partsOf('observer'));
    expect(early).toEqual({ certificate: null, missing: ['course:rights'] });
    expect(await held(personId)).toEqual([]);
    await credit(personId, 'rights', partsOf('rights'));
    expect(await held(personId)).toEqual(['observer', 'rights']);
  });

  it('sees both halves when two credit at the same moment', async () => {
    const ids = newcomers.splice(0, 10);
    const parts = partsOf('security');
    await Promise.all(
      [parts.slice(0, 2), parts.slice(2)].flatMap((modules, i) =>
        (i === 0 ? ids : [...ids].reverse()).map((id) => credit(id, 'security', modules)),
      ),
    );
    const current = await net.tx((ctx) => commands.currentCertificates(ctx, ids));
    expect(ids.filter((id) => current.get(id)?.length === 1)).toEqual(ids);
  });

  it('is for a whole class at once', async () => {
    const personIds = newcomers.splice(0, 20);
    const act = {
      personIds,
      course: 'firstaid' as const,
      modules: partsOf('firstaid'),
      how: 'session' as const,
    };
    const done = await net.tx((ctx) => commands.creditClass(ctx, act));
    expect(personIds.every((id) => done.get(id)?.certificate)).toBe(true);
  });

  it('refuses a part that the course has not', async () => {
    const error: Problem = await credit(newcomers[0]!, 'rights', ['practice']).then(
      () => expect.unreachable(),
      (e) => e,
    );
    expect(error.status).toBe(422);
    expect(modulesOf('rights').map((m) => m.id)).not.toContain('practice');
  });

  it('counts no more when the certificate is taken back', async () => {
    const personId = newcomers.pop()!;
    const { certificate } = await credit(personId, 'firstaid', partsOf('firstaid'));
    await net.tx((ctx) => commands.revokeCertificate(ctx, certificate!.id), net.actor('trainer'));
    const after = await credit(personId, 'firstaid', ['quiz']);
    expect(after.certificate).toBeNull();
    expect(after.missing).toHaveLength(partsOf('firstaid').length - 1);
  });

  it('renews by quiz and one module, and a direct certificate frees what waited for it', async () => {
    const personId = newcomers.pop()!;
    await credit(personId, 'observer', partsOf('observer'));
    await net.tx(
      (ctx) => commands.issueCertificate(ctx, { id: newId(), personId, course: 'rights' }),
      net.actor('trainer'),
    );
    expect(await held(personId)).toEqual(['observer', 'rights']);
    net.clock.advance(310 * day);
    expect((await credit(personId, 'observer', ['quiz'])).missing).toEqual(['conduct']);
    const { certificate } = await credit(personId, 'observer', ['conduct']);
    expect(certificate!.expiresAt.getTime() - net.clock.now().getTime()).toBe((365 + 55) * day * 60_000);
  });

  it('is forgotten with who is removed, and their certificates end', async () => {
    const personId = newcomers.pop()!;
    await credit(personId, 'firstaid', partsOf('firstaid'));
    await net.tx((ctx) => emit(ctx, { kind: 'person.removed', subject: personId }));
    await net.settle();
    expect(await held(personId)).toEqual([]);
    expect((await credit(personId, 'firstaid', ['quiz'])).missing).toHaveLength(5);
  });
});
