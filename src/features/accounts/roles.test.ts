import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import { testNetwork } from '../../../test/harness.ts';
import { signingIn } from '../../../test/signing-in.ts';
import { addressOf } from '../../platform/http/endpoint.ts';
import { newId } from '../../platform/id.ts';
import { peopleByRole, person } from '../people/index.ts';
import * as c from './contract.ts';
import { createAccounts, endAccount, makeAdmin } from './index.ts';

const net = await testNetwork({ volunteers: 120 });
const { browser, someone, link, register, confirm, settled, acts } = signingIn(net);

describe('roles', () => {
  const personId = async () => (await net.tx((ctx) => peopleByRole(ctx, 'observer', 3)))[1]!.id;
  const grant = (role: c.Role, more: object = {}) => ({
    id: newId(),
    role,
    chapterId: null,
    startsAt: null,
    endsAt: null,
    ...more,
  });

  it('are given and ended by an admin who has just proved who they are', async () => {
    const { at, key } = await settled('admin');
    const id = await personId();
    const give = (body: ReturnType<typeof grant>) => at.call(c.giveRole, { params: { id }, body });
    net.clock.advance(6);
    expect((await give(grant('operator'))).said.type).toBe('/problems/confirm');
    await confirm(at, key);
    const given = await give(grant('operator'));
    expect(given.said.items.map((g: c.Grant) => g.role)).toContain('operator');
    expect(await acts('role.given', id)).toBe(1);
    const { id: grantId } = given.said.items.find((g: c.Grant) => g.role === 'operator');
    const ended = await at.call(c.endRole, { params: { id: grantId } });
    expect(ended.said.items.map((g: c.Grant) => g.role)).not.toContain('operator');
    expect((await at.call(c.endRole, { params: { id: grantId } })).status).toBe(404);
  });

  it('and sessions: an admin signs a member out everywhere, and makes them a link', async () => {
    const { at } = await settled('admin');
    const id = await personId();
    const headers = await net.signIn([], id);
    const seen = () => net.app.inject({ url: c.readAccess.path, headers });
    expect((await seen()).statusCode).toBe(200);
    expect((await at.call(c.signOutMember, { params: { id } })).said.ended).toBeGreaterThan(0);
    expect((await seen()).statusCode).toBe(401);
    const made = await at.call(c.inviteMember, { params: { id } });
    expect((await register(browser(), new Authenticator(), { invite: made.said.token })).status).toBe(200);
    const operator = await settled('operator');
    expect((await operator.at.call(c.signOutMember, { params: { id } })).status).toBe(403);
  });

  it('are nobody else’s to see or give', async () => {
    const { at } = await settled('dispatcher', 'legal');
    const id = await personId();
    expect((await at.call(c.listRoles, { params: { id } })).status).toBe(403);
    expect((await at.call(c.giveRole, { params: { id }, body: grant('operator') })).status).toBe(403);
    expect((await at.call(c.inviteMember, { params: { id: newId() } })).status).toBe(403);
    const admin = await settled('admin');
    expect((await admin.at.call(c.listRoles, { params: { id: newId() } })).status).toBe(404);
  });

  it('hold from their beginning to their end', async () => {
    const { at } = await settled('admin');
    const id = await personId();
    const at2 = (minutes: number) => new Date(net.clock.now().getTime() + minutes * 60_000).toISOString();
    const headers = await net.signIn([], id);
    const rolesOf = async () =>
      (await net.app.inject({ url: c.getSession.path, headers }))
        .json()
        .roles.map((r: { role: string }) => r.role);
    const body = grant('trainer', { startsAt: at2(10), endsAt: at2(20) });
    expect((await at.call(c.giveRole, { params: { id }, body })).status).toBe(200);
    expect(await rolesOf()).not.toContain('trainer');
    net.clock.advance(11);
    expect(await rolesOf()).toContain('trainer');
    net.clock.advance(10);
    expect(await rolesOf()).not.toContain('trainer');
    const never = grant('trainer', { startsAt: at2(20), endsAt: at2(10) });
    expect((await at.call(c.giveRole, { params: { id }, body: never })).status).toBe(403);
  });

  it('are never given to oneself', async () => {
    const [admin] = await net.tx((ctx) => peopleByRole(ctx, 'admin', 1));
    const headers = await net.signIn(['admin'], admin!.id);
    for (const role of ['admin', 'legal'] as const) {
      const answer = await net.app.inject({
        method: 'POST',
        url: addressOf(c.giveRole, { params: { id: admin!.id } }),
        headers,
        payload: grant(role),
      });
      expect(answer.statusCode).toBe(403);
    }
  });
});

describe('a coordinator, within their chapter', () => {
  /** A member, and a coordinator of their chapter, who is somebody else. */
  async function two(n: number) {
    const members = await net.tx((ctx) => peopleByRole(ctx, 'observer', 20));
    const member = members[n]!;
    const chapterId = (await net.tx((ctx) => person(ctx, member.id))).chapterId;
    const elsewhere = (await Promise.all(members.map(({ id }) => net.tx((ctx) => person(ctx, id))))).find(
      (one) => one.chapterId !== chapterId,
    )!;
    const accountId = newId();
    await net.tx((ctx) =>
      createAccounts(ctx, [{ id: accountId, roles: [{ role: 'coordinator', chapterId }] }]),
    );
    const at = browser();
    const key = new Authenticator();
    await register(at, key, { invite: await link(accountId) });
    return { member, elsewhere, chapterId, at, key };
  }
  const given = async (personId: string, role: c.Role, chapterId: string | null) => {
    const { at } = await settled('admin');
    const body = { id: newId(), role, chapterId, startsAt: null, endsAt: null };
    expect((await at.call(c.giveRole, { params: { id: personId }, body })).status).toBe(200);
    return body.id;
  };

  it('makes links, signs out and ends roles, with a fresh proof, and gives none', async () => {
    const { member, chapterId, at, key } = await two(3);
    const params = { id: member.id };
    const role = await given(member.id, 'operator', chapterId);
    const { said } = await at.call(c.listRoles, { params });
    expect(said.can).toEqual(['invite', 'sign-out']);
    expect(said.items.find((g: c.Grant) => g.id === role).can).toEqual(['end']);
    net.clock.advance(6);
    expect((await at.call(c.inviteMember, { params })).said.type).toBe('/problems/confirm');
    expect((await at.call(c.endRole, { params: { id: role } })).said.type).toBe('/problems/confirm');
    await confirm(at, key);
    const made = await at.call(c.inviteMember, { params });
    expect((await register(browser(), new Authenticator(), { invite: made.said.token })).status).toBe(200);
    expect((await at.call(c.signOutMember, { params })).said.ended).toBeGreaterThan(0);
    const ended = await at.call(c.endRole, { params: { id: role } });
    expect(ended.said.items.map((g: c.Grant) => g.id)).not.toContain(role);
    const body = { id: newId(), role: 'observer' as const, chapterId, startsAt: null, endsAt: null };
    expect((await at.call(c.giveRole, { params, body })).status).toBe(403);
  });

  it('finds nobody of another chapter, and no role of theirs', async () => {
    const { elsewhere, at } = await two(4);
    const params = { id: elsewhere.id };
    const role = await given(elsewhere.id, 'operator', elsewhere.chapterId);
    expect((await at.call(c.listRoles, { params })).status).toBe(404);
    expect((await at.call(c.inviteMember, { params })).status).toBe(404);
    expect((await at.call(c.signOutMember, { params })).status).toBe(404);
    expect((await at.call(c.endRole, { params: { id: role } })).status).toBe(404);
  });

  it.each([
    ['an admin', 'admin', 'network'],
    ['a lawyer, even of the chapter', 'legal', 'chapter'],
    ['counsel', 'counsel', 'network'],
    ['a dispatcher of the whole network', 'dispatcher', 'network'],
    ['a coordinator of another chapter too', 'coordinator', 'elsewhere'],
  ] as const)('makes no link for who is %s, and does not end that', async (_, role, where) => {
    const { member, elsewhere, chapterId, at } = await two(5);
    const of = { network: null, chapter: chapterId, elsewhere: elsewhere.chapterId }[where];
    const id = await given(member.id, role, of);
    const params = { id: member.id };
    expect((await at.call(c.listRoles, { params })).said.can).toEqual([]);
    expect((await at.call(c.inviteMember, { params })).status).toBe(403);
    expect((await at.call(c.signOutMember, { params })).status).toBe(403);
    expect((await at.call(c.endRole, { params: { id } })).status).toBe(403);
    const admin = await settled('admin');
    expect((await admin.at.call(c.endRole, { params: { id } })).status).toBe(200);
  });

  it('loses an open link to who is given more meanwhile; what an admin made themself stays', async () => {
    const { member, at } = await two(7);
    const params = { id: member.id };
    const open = (token: string) => register(browser(), new Authenticator(), { invite: token });
    const made = await at.call(c.inviteMember, { params });
    const [admin] = await net.tx((ctx) => peopleByRole(ctx, 'admin', 1));
    const headers = await net.signIn(['admin'], admin!.id);
    const act = (endpoint: typeof c.inviteMember | typeof c.giveRole, payload?: object) =>
      net.app.inject({
        method: 'POST',
        url: addressOf(endpoint, { params }),
        headers,
        ...(payload && { payload }),
      });
    const own = await act(c.inviteMember);
    const legal = { id: newId(), role: 'legal', chapterId: null, startsAt: null, endsAt: null };
    expect((await act(c.giveRole, legal)).statusCode).toBe(200);
    expect((await open(made.said.token)).status).toBe(422);
    expect((await open(own.json().token)).status).toBe(200);
  });

  it('makes no link for themself and ends no role of their own', async () => {
    const { member, chapterId } = await two(6);
    const role = await given(member.id, 'coordinator', chapterId);
    const headers = await net.signIn([], member.id);
    const own = (url: string) => net.app.inject({ method: 'POST', url: `/api/v1/${url}`, headers });
    expect((await own(`people/${member.id}/invite`)).statusCode).toBe(403);
    expect((await own(`roles/${role}/end`)).statusCode).toBe(403);
  });
});

describe('the last admin', () => {
  it('cannot be taken away, by role or with the account', async () => {
    const lone = await testNetwork();
    const [first, second] = [newId(), newId()];
    const admin = [{ role: 'admin', chapterId: null }];
    await lone.tx((ctx) =>
      createAccounts(ctx, [
        { id: first, roles: admin },
        { id: second, roles: admin },
      ]),
    );
    await lone.tx((ctx) => endAccount(ctx, second));
    await expect(lone.tx((ctx) => endAccount(ctx, first))).rejects.toThrow('last admin');
  });
});

describe('the way back of an only admin who lost everything', () => {
  it('is the server’s console: an existing member becomes admin, and gets a link', async () => {
    const accountId = await someone('observer');
    await net.tx(async (ctx) => {
      await makeAdmin(ctx, accountId);
      await makeAdmin(ctx, accountId);
    });
    const { said } = await register(browser(), new Authenticator(), { invite: await link(accountId) });
    expect(said.session.roles.map((r: { role: string }) => r.role).sort()).toEqual(['admin', 'observer']);
    expect(await acts('account.admin', accountId)).toBe(2);
  });

  it('works for an account that had ended', async () => {
    const accountId = await someone('admin');
    const { at } = await settled('admin');
    await net.tx((ctx) => endAccount(ctx, accountId));
    expect((await register(browser(), new Authenticator(), { invite: await link(accountId) })).status).toBe(
      422,
    );
    await net.tx((ctx) => makeAdmin(ctx, accountId));
    expect((await register(browser(), new Authenticator(), { invite: await link(accountId) })).status).toBe(
      200,
    );
    expect((await at.call(c.readAccess, {})).status).toBe(200);
  });
});

describe('roles on shift only', () => {
  it('rest while their holder is off shift, where the network chose so', async () => {
    const [dispatcher] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 1));
    const headers = await net.signIn(['dispatcher', 'coordinator'], dispatcher!.id);
    const session = async () =>
      (await net.app.inject({ url: c.getSession.path, headers })).json() as c.Session;
    const { at } = await settled('admin');
    const rules = (onShiftRoles: 'dispatcher'[]) =>
      at.call(c.changeSignInRules, { body: { deskNeedsPasskey: false, onShiftRoles } });
    await net.tx((ctx) => sql`delete from duties where person_id = ${dispatcher!.id}`.execute(ctx.tx));
    await net.tx((ctx) => sql`delete from shift_buddies`.execute(ctx.tx));
    await net.tx((ctx) => sql`delete from shifts where person_id = ${dispatcher!.id}`.execute(ctx.tx));
    expect((await rules(['dispatcher'])).status).toBe(200);
    const off = await session();
    expect([off.roles.map((r) => r.role), off.resting]).toEqual([['coordinator'], ['dispatcher']]);
    const board = () => net.app.inject({ url: '/api/v1/incidents?open=1', headers });
    await net.tx((ctx) =>
      sql`insert into shifts (network_id, id, role, person_id, starts_at, ends_at) values
        (${ctx.network.id}, ${newId()}, 'dispatcher', ${dispatcher!.id}, ${ctx.now}, ${new Date(ctx.now.getTime() + 600_000)})`.execute(
        ctx.tx,
      ),
    );
    expect((await session()).resting).toEqual([]);
    expect((await board()).statusCode).toBe(200);

    // The shift ends by time alone: whoever follows live is told, and sees nothing more of what the role shows.
    const origin = await net.app.listen({ port: 0, host: '127.0.0.1' });
    const stopped = new AbortController();
    const stream = await fetch(`${origin}/api/v1/events`, { headers, signal: stopped.signal });
    const reader = stream.body!.getReader();
    net.clock.advance(11);
    const begun = performance.now();
    let told = '';
    while (!told.includes('session.changed')) told += Buffer.from((await reader.read()).value!).toString();
    expect(performance.now() - begun).toBeLessThan(5_000);
    stopped.abort();
    expect((await session()).resting).toEqual(['dispatcher']);
    await rules([]);
  });
});
