import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import * as commands from './commands.ts';
import type { DrillDetail, Evening } from './contract.ts';
import { say } from './messages.ts';
import { play } from './player/play.ts';
import type { Note } from './player/show.ts';
import type { Pace } from './player/stage.ts';
import type { Wire } from './player/wire.ts';
import { evenings } from './rules.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 1500 });
});

const host = '127.0.0.1:8080';

/** Straight into the server, without a socket. */
const wire: Wire = async ({ method, path, headers, body }) => {
  const payload = typeof body === 'string' ? body : body && Buffer.from(body);
  const answer = await net.app.inject({
    method: method as 'GET',
    url: path,
    headers: { host, ...headers },
    ...(payload !== undefined && { payload }),
  });
  const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(named),
    cookies: [answer.headers['set-cookie'] ?? []].flat(),
    text: answer.body,
  };
};

/** Time is moved, not waited for; what the server does by itself happens at the next full minute. */
function movedPace(): Pace {
  let at = 0;
  let settledAt = 0;
  return {
    now: () => net.clock.now(),
    breathe: () => net.settle(),
    async until(minute) {
      net.clock.advance(minute - at);
      at = minute;
      if (minute - settledAt < 1) return true;
      settledAt = minute;
      await net.settle();
      return true;
    },
  };
}

async function playOut(evening: Evening, seed: number) {
  const steps: Note[] = [];
  const passed = await play({
    ...{ evening, seed, speed: 60, wire, pace: movedPace() },
    onStep: async (step) => {
      steps.push(step);
    },
  });
  const told = steps.map((s) => `${s.minute} ${s.who} ${say('en', s.kind, s.values)} ${s.passed ?? ''}`);
  return { passed, steps, told, failed: told.filter((_, i) => steps[i]!.passed === false) };
}

describe('an evening', () => {
  it.each(evenings.map((e) => [e.slug, e] as const))(
    '%s is played to its end',
    async (_, evening) => {
      const { passed, steps, failed } = await playOut(evening, 1);
      expect(failed).toEqual([]);
      expect(passed).toBe(true);
      expect(steps.filter((s) => s.kind === 'report.sent')).toHaveLength(evening.reports.length);
      expect(steps.filter((s) => s.kind === 'onScene').length).toBeGreaterThanOrEqual(4);
    },
    120_000,
  );

  it('goes on after a wait that ended the desk’s session', async () => {
    const scene = evenings[0]!.reports.find((r) => r.about === 'past-a')!;
    const late = { ...scene, atMinute: 120 };
    const expected = evenings[0]!.expected.filter((e) => e.about === 'past-a');
    const { failed } = await playOut({ ...evenings[0]!, reports: [late], expected }, 4);
    expect(failed).toEqual([]);
  });

  it('leaves nothing real behind: every report and incident is a drill', async () => {
    const { items } = await asked('GET', '/api/v1/incidents?open=0', 'dispatcher');
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((i: { drill: boolean }) => !i.drill)).toEqual([]);
  });

  it('can be told in three languages', async () => {
    for (const lang of ['en', 'es', 'zh'] as const)
      expect(say(lang, 'answered.yes', { by: 'text', minutes: 4 })).toContain('4');
  });
});

/** A call as somebody of the demo with that role. */
async function answered(method: 'GET' | 'POST', url: string, role: string | null, payload?: object) {
  const headers: Record<string, string> = { host };
  if (role) {
    const signIn = await net.app.inject({
      ...{ method: 'POST', url: '/api/v1/demo/sign-in', headers, payload: { role, face: 'desk' } },
    });
    headers.cookie = String([signIn.headers['set-cookie']].flat()[0]).split(';')[0]!;
  }
  return net.app.inject({ method, url, headers, ...(payload && { payload }) });
}
const asked = async (method: 'GET' | 'POST', url: string, role: string | null, payload?: object) =>
  (await answered(method, url, role, payload)).json();

describe('the desk button', () => {
  it('asks for a session and a role', async () => {
    expect((await answered('GET', '/api/v1/drills', null)).statusCode).toBe(401);
    expect((await answered('POST', '/api/v1/drills', 'operator', { id: newId() })).statusCode).toBe(403);
    expect((await answered('GET', `/api/v1/drills/${newId()}`, 'operator')).statusCode).toBe(404);
    expect((await answered('POST', '/api/v1/drills', 'dispatcher', { id: 'x' })).statusCode).toBe(400);
    const unknown = { id: newId(), evening: 'no-such-evening' };
    expect((await answered('POST', '/api/v1/drills', 'dispatcher', unknown)).statusCode).toBe(400);
  });

  it('lists the evenings', async () => {
    const { items, can, refusal } = await asked('GET', '/api/v1/drills/evenings?lang=es', 'dispatcher');
    expect(items.map((e: Evening) => e.slug)).toEqual(evenings.map((e) => e.slug));
    expect(items[0].title).toBe(evenings[0]!.title.es);
    expect([can, refusal]).toEqual([['start'], null]);
  });

  it('plays one drill at a time over its own address, and stops it by hand', async () => {
    await net.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = net.app.server.address() as { port: number };
    Object.assign(net.services, { config: { ...net.services.config, url: `http://127.0.0.1:${port}` } });
    const id = newId();
    const begun: DrillDetail = await asked('POST', '/api/v1/drills', 'dispatcher', {
      id,
      speed: 600,
      seed: 2,
    });
    expect(begun).toMatchObject({ id, endedAt: null, passed: null, can: ['stop'] });
    expect((await answered('POST', '/api/v1/drills', 'dispatcher', { id })).statusCode).toBe(200);
    const second = await answered('POST', '/api/v1/drills', 'coordinator', { id: newId() });
    expect([second.statusCode, second.json().detail]).toEqual([409, say('en', 'running')]);
    await until(async () => (await read(id)).stepList.some((s) => s.kind === 'opened'));
    await answered('POST', `/api/v1/drills/${id}/stop`, 'dispatcher');
    await until(async () => (await read(id)).stepList.some((s) => s.kind === 'stopped'));
    const ended = await read(id);
    expect(ended).toMatchObject({ passed: null, can: [] });
    expect(ended.endedAt).not.toBeNull();
    expect((await asked('GET', '/api/v1/incidents', 'dispatcher')).items).toEqual([]);
  }, 60_000);

  it('makes an evening of a past incident, with its words made up', async () => {
    const { items } = await asked('GET', '/api/v1/incidents?open=0', 'dispatcher');
    const confirmed = items.find((i: { outcome: string }) => i.outcome === 'confirmed');
    const replay: Evening = await asked('GET', `/api/v1/drills/replays/${confirmed.id}`, 'dispatcher');
    expect(replay.reports).toHaveLength(3);
    const words = evenings.flatMap((e) => e.reports.map((r) => r.what));
    expect(replay.reports.filter((r) => words.includes(r.what))).toEqual([]);
    const { passed, failed } = await playOut(replay, 3);
    expect([passed, failed]).toEqual([true, []]);
  }, 120_000);

  it('refuses in a real network, in plain words', async () => {
    const dispatcher = net.actor('dispatcher');
    const start = net.tx(
      (ctx) => commands.start({ ...ctx, network: { ...ctx.network, demo: false } }, { id: newId() }),
      dispatcher,
    );
    await expect(start).rejects.toMatchObject({ status: 422, detail: say('en', 'refusal') });
  });
});

const read = (id: string): Promise<DrillDetail> => asked('GET', `/api/v1/drills/${id}`, 'dispatcher');

async function until(holds: () => Promise<boolean>) {
  for (let i = 0; i < 200; i++) {
    if (await holds()) return;
    await net.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}
