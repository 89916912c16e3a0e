import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import schema from '../../../test/data/osdi-people.schema.json' with { type: 'json' };
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { type Person, peopleByRole, responderFacts } from './index.ts';

let net: TestNetwork;
let admin: Person;
let coordinators: Person[];
let chapterId: string;

type Headers = Record<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 160 });
  await net.tx(async (ctx) => {
    admin = (await peopleByRole(ctx, 'admin', 1))[0]!;
    coordinators = await peopleByRole(ctx, 'coordinator', 3);
    chapterId = coordinators[0]!.chapterId;
  });
});

const post = (url: string, headers: Headers, payload: object = {}) =>
  net.app.inject({ method: 'POST', url, headers, payload });
const ask = (headers: Headers, more: object = {}) =>
  post('/api/v1/exports', headers, {
    id: newId(),
    named: true,
    reason: 'To print the cards for Saturday’s training',
    ...more,
  });
const decide = (headers: Headers, id: string, says = 'approve') =>
  post(`/api/v1/exports/${id}/decision`, headers, { says });
const take = (headers: Headers, id: string, format?: 'osdi') =>
  post(`/api/v1/exports/${id}/file`, headers, { format });
/** A session that proved itself now. */
const fresh = (person: Person, role: string) => net.signIn([role], person.id);
const acts = (subject: string) =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('audit_acts')
      .select(['act', 'data'])
      .where('subject', '=', subject)
      .execute();
    return rows;
  });

describe('an export of members', () => {
  it('is asked for with a reason, approved by another, and taken once by who asked', async () => {
    const one = await fresh(coordinators[0]!, 'coordinator');
    const other = await fresh(admin, 'admin');
    expect((await ask(one, { reason: 'cards' })).statusCode).toBe(400);
    const { id, state } = (await ask(one)).json();
    expect(state).toBe('waiting');
    expect((await take(one, id)).statusCode).toBe(409);
    expect((await decide(one, id)).statusCode).toBe(403);
    expect((await take(other, id)).statusCode).toBe(403);
    expect((await decide(other, id)).json().state).toBe('approved');
    expect((await decide(other, id)).json().state).toBe('approved');
    expect((await take(other, id)).statusCode).toBe(403);
    const both = await Promise.all([take(one, id), take(one, id), take(one, id)]);
    expect(both.map((r) => r.statusCode).sort()).toEqual([200, 409, 409]);
    const { text } = both.find((r) => r.statusCode === 200)!.json();
    const lines = text.slice(1).trimEnd().split('\r\n');
    expect(lines[0]).toBe('"export","call sign","name","addresses","chapter","languages","roles","state"');
    const members = await net.tx((ctx) => responderFacts(ctx, null));
    const there = members.filter((p) => p.state !== 'left').length;
    expect(lines).toHaveLength(there + 1);
    const log = await acts(id);
    expect(log.map((a) => a.act)).toEqual(['export.asked', 'export.approved', 'export.taken']);
    expect(log[2]!.data).toMatchObject({ rows: there, order: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is taken as OSDI as well, in the same order, as its published tables say', async () => {
    const one = await fresh(coordinators[0]!, 'coordinator');
    const { id } = (await ask(one)).json();
    await decide(await fresh(coordinators[1]!, 'coordinator'), id);
    const { file, text } = (await take(one, id, 'osdi')).json();
    expect(file).toMatch(/^members-\w+\.json$/);
    const people = JSON.parse(text);
    const isOsdi = new Ajv().compile(schema);
    expect([isOsdi(people), isOsdi.errors]).toEqual([true, null]);
    expect(people._embedded['osdi:people'][0].given_name).toBeTruthy();
    expect((await take(one, id, 'osdi')).statusCode).toBe(409);
  });

  it('is another order of rows each time, which the log knows', async () => {
    const one = await fresh(coordinators[0]!, 'coordinator');
    const other = await fresh(coordinators[1]!, 'coordinator');
    const order = async () => {
      const { id } = (await ask(one, { named: false })).json();
      await decide(other, id);
      const { text } = (await take(one, id)).json() as { text: string };
      expect(text).not.toContain('"name"');
      return text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[1]);
    };
    const [first, second] = [await order(), await order()];
    expect(first).not.toEqual(second);
    expect([...first].sort()).toEqual([...second].sort());
  });

  it('ends after a day without approval, and a day after it', async () => {
    const { id } = (await ask(await fresh(coordinators[0]!, 'coordinator'))).json();
    const late = (await ask(await fresh(coordinators[0]!, 'coordinator'))).json().id;
    await decide(await fresh(admin, 'admin'), late);
    net.clock.advance(24 * 60);
    expect((await decide(await fresh(admin, 'admin'), id)).statusCode).toBe(409);
    expect((await take(await fresh(coordinators[0]!, 'coordinator'), late)).statusCode).toBe(409);
  });

  it('can be refused, and then is over', async () => {
    const one = await fresh(coordinators[0]!, 'coordinator');
    const other = await fresh(admin, 'admin');
    const { id } = (await ask(one)).json();
    expect((await decide(other, id, 'refuse')).json().state).toBe('refused');
    expect((await decide(other, id)).statusCode).toBe(409);
    expect((await take(one, id)).statusCode).toBe(409);
  });

  it('wants a fresh proof at each step', async () => {
    const stale = async (person: Person, role: string) => {
      const headers = await fresh(person, role);
      net.clock.advance(6);
      return headers;
    };
    const refused = async (work: Promise<{ statusCode: number; json(): unknown }>) => {
      const response = await work;
      expect(response.json()).toMatchObject({ status: 403, type: '/problems/confirm' });
    };
    await refused(ask(await stale(coordinators[0]!, 'coordinator')));
    const { id } = (await ask(await fresh(coordinators[0]!, 'coordinator'))).json();
    await refused(decide(await stale(admin, 'admin'), id));
    await decide(await fresh(admin, 'admin'), id);
    await refused(take(await stale(coordinators[0]!, 'coordinator'), id));
  });

  it('of a chapter is between those who may see all of it; a coordinator has no other chapter’s', async () => {
    const local = (person: Person, chapter: string) => ({
      ...net.actor('coordinator', person.id),
      roles: [{ role: 'coordinator', chapterId: chapter }],
    });
    const { askForExport, decideExport, listExports } = await import('./commands.ts');
    const status = (work: Promise<unknown>) =>
      work.then(
        () => 200,
        (error: { status: number }) => error.status,
      );
    const mine = local(coordinators[0]!, chapterId);
    const theirs = local(coordinators[1]!, coordinators[1]!.chapterId);
    const asked = { id: newId(), chapterId, named: false, reason: 'For the chapter meeting' };
    const run = <T>(work: Parameters<typeof net.tx<T>>[0], actor: typeof mine) => net.tx(work, actor);
    expect(await status(run((ctx) => askForExport(ctx, { ...asked, chapterId: undefined }), mine))).toBe(403);
    expect(await status(run((ctx) => askForExport(ctx, asked), theirs))).toBe(403);
    expect(await status(run((ctx) => askForExport(ctx, asked), mine))).toBe(200);
    expect(await status(run((ctx) => decideExport(ctx, asked.id, 'approve'), theirs))).toBe(404);
    expect((await run((ctx) => listExports(ctx), theirs)).map((e) => e.id)).not.toContain(asked.id);
    expect((await run((ctx) => listExports(ctx), mine)).map((e) => e.id)).toContain(asked.id);
  });

  it('with a canary in it is an alarm', async () => {
    const asAdmin = await fresh(admin, 'admin');
    const made = { id: newId(), chapterId, name: 'Iris Nobody' };
    await post('/api/v1/canaries', asAdmin, made);
    const one = await fresh(coordinators[0]!, 'coordinator');
    const { id } = (await ask(one)).json();
    await decide(asAdmin, id);
    expect((await take(one, id)).json().text).toContain('Iris Nobody');
    const { items } = (
      await net.app.inject({ method: 'GET', url: '/api/v1/people-alarms', headers: asAdmin })
    ).json();
    expect(items[0]).toMatchObject({ kind: 'canary', how: 'exported', by: coordinators[0]!.callSign });
  });

  it('is not for anyone else', async () => {
    for (const role of ['dispatcher', 'operator', 'legal', 'counsel', 'observer', 'trainer']) {
      const headers = await net.signIn([role]);
      expect((await ask(headers)).statusCode, role).toBe(403);
    }
  });
});
