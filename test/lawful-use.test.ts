import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { features } from '../src/composition.ts';
import { PLACE_RADIUS_M, PLACES } from '../src/features/callouts/rules.ts';
import { evictions, immigration } from '../src/features/playbooks/books.ts';
import { Playbook, RulePack } from '../src/features/playbooks/contract.ts';
import rulePacks from '../src/features/playbooks/data/rulepacks.json' with { type: 'json' };
import { readCatalogue } from '../src/platform/db/catalogue.ts';
import { newId } from '../src/platform/id.ts';
import { testNetwork } from './harness.ts';
import { ownServer } from './server.ts';
import { corner, incidentAt, settlePeople } from './village.ts';

/** The refusals of docs/LAWFUL-USE.md that a machine can check as a whole; each feature's tests hold its own. */

describe('what is never kept', () => {
  it('has no column for officers, plates, faces, status or households', async () => {
    const client = new pg.Client({ ...ownServer(), database: 'catalogue' });
    await client.connect();
    const tables = await readCatalogue(client);
    await client.end();
    const names = tables.flatMap((t) => [t.name, ...t.columns.map((c) => `${t.name}.${c.name}`)]);
    const refused = /officer|badge|agent|plate|vehicle|immigration|nationality|citizen|household|resident/;
    // `face` is which of our screens a session is for.
    const faces = names.filter((n) => /face/.test(n) && n !== 'sessions.face');
    expect([...names.filter((n) => refused.test(n)), ...faces]).toEqual([]);
  });
});

describe('what anyone may ask without signing in', () => {
  it('shows no incident, no call-out and nobody', () => {
    const open = features.flatMap((f) => f.routes ?? []).filter(({ endpoint }) => endpoint.open);
    const paths = open.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
    const refused = /incidents|callouts|assignments|alarms|people|responders|events|media/;
    expect(paths.filter((path) => refused.test(path))).toEqual([]);
  });
});

describe('a playbook tightens, never loosens', () => {
  const shipped = { evictions, immigration };
  it.each(Object.entries(shipped))('%s keeps to the limits', (_, playbook) => {
    expect(Playbook.safeParse(playbook).error?.issues ?? []).toEqual([]);
  });

  it.each<[string, object]>([
    ['five people', { team: { min: 2, max: 5, radiusM: 500 } }],
    ['one person alone', { team: { min: 1, max: 4, radiusM: 500 } }],
    ['a smaller circle', { team: { min: 2, max: 4, radiusM: 499 } }],
    ['no check-in for an hour', { checkInMinutes: 60 }],
    ['one source', { confirmationRule: { verifierOnScene: true, independentSources: 1, withPicture: 1 } }],
    ['no picture', { confirmationRule: { verifierOnScene: true, independentSources: 2, withPicture: 0 } }],
    ['no script for a denunciation', { branches: immigration.branches.slice(1) }],
    ['no conduct card', { conduct: { ...immigration.conduct, lines: [] } }],
  ])('refuses %s', (_, change) => {
    expect(Playbook.safeParse({ ...immigration, ...change }).success).toBe(false);
  });

  it('never nearer than 25 feet', () => {
    for (const pack of rulePacks) expect(RulePack.safeParse(pack).success).toBe(true);
    expect(RulePack.safeParse({ ...rulePacks[0], distanceFt: 24 }).success).toBe(false);
  });

  it('sends at most four within 500 m', () => expect([PLACES, PLACE_RADIUS_M]).toEqual([4, 500]));
});

describe('what is sent to people', () => {
  it('asks nobody to make noise, to gather, to flee or to hide', () => {
    const src = join(import.meta.dirname, '../src');
    const words = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(messages\/|trainings\/data\/\w+\.)(en|es|zh)\.json$/.test(path))
      .map((path) => [path, readFileSync(join(src, path), 'utf8')] as const);
    const refused =
      /whistle|honk|make noise|rally|crowd|come (and )?join|run away|hide\b|silbato|hagan? ruido|escóndase|huya|吹哨|躲起来|快跑/i;
    expect(words.filter(([, text]) => refused.test(text)).map(([path]) => path)).toEqual([]);
  });
});

describe('a call-out', async () => {
  const net = await testNetwork({ volunteers: 20 });
  const [dispatcher] = await settlePeople(net, 1);
  await settlePeople(net, 6, { course: 'verifier' });
  const headers = await net.signIn(['dispatcher'], dispatcher!.id);
  const { lat, lon, name } = await net.tx(corner);
  const incidentId = await incidentAt(net);

  const ask = async (over: object) => {
    const meet = { lat, lon, label: name };
    const wish = { id: newId(), incidentId, purpose: 'verify', manner: 'pair', wanted: 2, roles: [], meet };
    const payload = { ...wish, minutes: 20, ...over };
    const answer = await net.app.inject({ method: 'POST', url: '/api/v1/callouts', headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('for more than four is not understood', async () => {
    expect((await ask({ wanted: 5 })).status).toBe(400);
  });

  it('sends no observer to what is not confirmed', async () => {
    const { status, body } = await ask({ purpose: 'observe' });
    expect([status, body.title]).toEqual([422, 'Refused by a rule']);
  });

  it('meets within 500 m of the incident', async () => {
    const { status, body } = await ask({ meet: { lat: lat + 0.005, lon, label: 'Far away' } });
    expect([status, body.errors[0].path]).toEqual([400, 'body.meet']);
  });

  it('meets at a public crossing, whose name is its own; other words reach no text and no lock screen', async () => {
    const named = await ask({ meet: { lat, lon, label: 'Outside the house of Ana, flat 3' } });
    expect([named.status, named.body.meet.label]).toEqual([200, name]);
    const aside = { lat: lat - 0.0015, lon };
    for (const label of [undefined, 'The blue door', '37-14 82 St', '123 Main St & 82 St', 'A & B & C']) {
      const { status, body } = await ask({ meet: { ...aside, label } });
      expect([label, status, body.errors?.[0].path]).toEqual([label, 400, 'body.meet']);
    }
    const typed = await ask({ meet: { ...aside, label: 'Baxter Av and  82nd St' } });
    expect([typed.status, typed.body.meet.label]).toEqual([200, 'Baxter Av & 82nd St']);
  });

  it('sends a pair; nobody goes alone', async () => {
    const { status, body } = await ask({ wanted: 1 });
    expect([status, body.wanted]).toEqual([200, 2]);
  });
});
