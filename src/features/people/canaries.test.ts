import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { maySee } from '../../composition.ts';
import { newId } from '../../platform/id.ts';
import { isSendable, type Person, peopleByRole, responderFacts } from './index.ts';

let net: TestNetwork;
let admin: Person;
let asAdmin: Record<string, string>;
let model: Person;
let canary: { id: string; callSign: string; chapterId: string };

const post = (url: string, headers: Record<string, string>, payload: object = {}) =>
  net.app.inject({ method: 'POST', url, headers, payload });

beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
  [admin, model] = await net.tx(async (ctx) => [
    (await peopleByRole(ctx, 'admin', 1))[0]!,
    (await peopleByRole(ctx, 'observer', 1))[0]!,
  ]);
  asAdmin = await net.signIn(['admin'], admin.id);
  const made = await post('/api/v1/canaries', asAdmin, {
    id: newId(),
    chapterId: model.chapterId,
    name: 'Iris Nobody',
    phone: '+12125550188',
  });
  expect(made.statusCode).toBe(200);
  canary = made.json();
  await net.settle();
});

const alarms = async () =>
  (await net.app.inject({ method: 'GET', url: '/api/v1/people-alarms', headers: asAdmin })).json().items as {
    how: string;
    by: string;
    about: string;
  }[];

describe('a canary', () => {
  it('is made by an admin only, and made once', async () => {
    const body = { id: canary.id, chapterId: canary.chapterId, name: 'Iris Nobody' };
    expect((await post('/api/v1/canaries', asAdmin, body)).json()).toEqual(canary);
    for (const role of ['coordinator', 'dispatcher', 'counsel', 'observer']) {
      const headers = await net.signIn([role]);
      expect((await post('/api/v1/canaries', headers, { ...body, id: newId() })).statusCode, role).toBe(403);
      const list = await net.app.inject({ method: 'GET', url: '/api/v1/canaries', headers });
      expect(list.statusCode, role).toBe(403);
    }
    const nowhere = { ...body, id: newId(), chapterId: newId() };
    expect((await post('/api/v1/canaries', asAdmin, nowhere)).statusCode).toBe(422);
  });

  it('looks like a member who is there: the same fields, filled alike, in search and on its page', async () => {
    const headers = await net.signIn(['coordinator']);
    const search = async (q: string) =>
      (await post('/api/v1/people/searches', headers, { q })).json().items[0] as Record<string, unknown>;
    const [it, other] = [await search(canary.callSign), await search(model.callSign)];
    expect(Object.keys(it)).toEqual(Object.keys(other));
    expect([it.state, it.roles, it.suspended]).toEqual([other.state, other.roles, other.suspended]);
    const page = async (id: string) => (await post(`/api/v1/people/${id}/looks`, headers)).json();
    const [own, real] = [await page(canary.id), await page(model.id)];
    expect(Object.keys(own)).toEqual(Object.keys(real));
    expect(own.certificates.map((c: { course: string }) => c.course)).toEqual(['observer']);
    expect([own.agreement, own.can]).toEqual([real.agreement, real.can]);
    const name = (await post(`/api/v1/people/${canary.id}/name`, headers)).json();
    expect(name).toMatchObject({ name: 'Iris Nobody', addresses: [{ address: '+12125550188' }] });
    // Being found in a search is no reason for alarm; being opened is.
    await net.settle();
    expect((await alarms()).map((a) => a.how).sort()).toEqual(['named', 'opened']);
  });

  it('is never asked and never counted', async () => {
    await net.tx(async (ctx) => {
      expect((await isSendable(ctx, [canary.id])).get(canary.id)?.ok).toBe(false);
      expect((await responderFacts(ctx, null)).map((f) => f.id)).not.toContain(canary.id);
      expect((await peopleByRole(ctx, 'observer', 1000)).map((p) => p.id)).not.toContain(canary.id);
      const asked = await ctx.tx
        .selectFrom('responders')
        .select('person_id')
        .where('person_id', '=', canary.id)
        .execute();
      expect(asked).toEqual([]);
    });
  });

  it('tells every admin within a minute who opened it, by message, at the desk and in the log', async () => {
    const [dispatcher] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
    const headers = await net.signIn(['dispatcher'], dispatcher!.id);
    const count = () =>
      net.tx(async (ctx) => {
        const sent = await ctx.tx
          .selectFrom('messages')
          .select('state')
          .where('person_id', '=', admin.id)
          .where('purpose', '=', 'alarm')
          .where('state', 'in', ['sent', 'delivered'])
          .execute();
        const acts = await ctx.tx
          .selectFrom('audit_acts')
          .select('actor')
          .where('act', '=', 'people.alarm')
          .where('actor', '=', dispatcher!.id)
          .execute();
        return { sent: sent.length, acts: acts.length };
      });
    const before = await count();
    await post(`/api/v1/people/${canary.id}/looks`, headers);
    // The clock stands still: whatever follows has happened within the minute.
    await net.settle();
    expect(await count()).toEqual({ sent: before.sent + 1, acts: before.acts + 1 });
    expect((await alarms())[0]).toMatchObject({
      how: 'opened',
      by: dispatcher!.callSign,
      about: canary.callSign,
    });
  });

  it('keeps alarms and canaries from everyone’s live events but the admins’', async () => {
    const event = { kind: 'canary.made', subject: canary.id, data: {} } as never;
    const sees = (role: string) => maySee({ actor: net.actor(role) } as never, event);
    expect(['admin', 'coordinator', 'dispatcher', 'counsel', 'observer'].filter(sees)).toEqual(['admin']);
  });
});
