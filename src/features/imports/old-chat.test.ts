import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, onPhone, settlePeople, text } from '../../../test/village.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { rebuildResponders } from '../callouts/index.ts';
import { addWallGroup, ownersOf } from '../channels/index.ts';
import { peopleByRole, vouchByFounding } from '../people/index.ts';
import { homeCellOf, zoneAt } from '../places/index.ts';
import { currentPlaybook } from '../playbooks/index.ts';
import { apply, imports, look, map, oldChats, setBeside, start, takeOldChat } from './commands.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 40 });
});

const phone = '+16465557301';
const ownerOf = async (address: string) =>
  (await net.tx((ctx) => ownersOf(ctx, [[{ kind: 'signal', address }]])))[0]!;

/** What a greeter, trainers and two who vouch for them do in weeks. */
async function becomesVerifier(personId: string): Promise<void> {
  await net.tx(async (ctx) => {
    const at = await corner(ctx);
    const { slug, conduct } = await currentPlaybook(ctx);
    const own = { network_id: ctx.network.id, person_id: personId };
    await ctx.tx
      .updateTable('people')
      .set({
        ...{ state: 'active', state_at: ctx.now, roles: ['verifier'], home_cell: homeCellOf(at) },
        ...{ zone_ids: [(await zoneAt(ctx, at))!.id] },
        availability: JSON.stringify([0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, from: 0, to: 1440 }))),
      })
      .where('network_id', '=', ctx.network.id)
      .where('id', '=', personId)
      .execute();
    const signed = { id: newId(), playbook: slug, version: conduct.version, signed_at: ctx.now };
    await ctx.tx
      .insertInto('agreements')
      .values({ ...own, ...signed })
      .execute();
    const expires_at = new Date(ctx.now.getTime() + 100 * 86_400_000);
    await ctx.tx
      .insertInto('certificates')
      .values({ ...own, id: newId(), course: 'verifier', issued_at: ctx.now, expires_at })
      .execute();
    await vouchByFounding(ctx, [personId]);
    await rebuildResponders(ctx, [personId]);
  });
}

describe('an old chat', () => {
  it('is brought in by its numbers, and whoever was in it answers an ask by message and installs nothing', async () => {
    const [dispatcher] = await settlePeople(net, 1);
    const [partner] = await settlePeople(net, 1, { course: 'verifier' });
    const { chapterId } = (await net.tx(async (ctx) => zoneAt(ctx, await corner(ctx))))!;
    const seat = (address: string) => ({ addresses: [address], standing: 'member' as const, admin: false });
    const group = newId();
    await net.tx((ctx) =>
      addWallGroup(ctx, group, {
        ...{ name: 'Roosevelt neighbours', administered: false, locked: false },
        seats: [seat(phone), seat(dispatcher!.phone), seat('b5ad1a2c-9d3e-4f0a-8c61-0f5a3f1d9c77')],
      }),
    );
    const admin = net.actor('admin', (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
    const call = await openCall(net.services, net.network, admin, '');
    const chats = await oldChats(call);
    expect(chats).toContainEqual({ id: group, name: 'Roosevelt neighbours', people: 3 });
    const coordinator = await openCall(net.services, net.network, net.actor('coordinator'), '');
    await expect(oldChats(coordinator)).rejects.toMatchObject({ status: 403 });

    const id = newId();
    await net.tx((ctx) => start(ctx, { id, kind: 'group', chapterId }), admin);
    await takeOldChat(call, id, group);
    await expect(takeOldChat(call, id, 'none')).rejects.toMatchObject({ status: 404 });
    const { columns, first } = await net.tx((ctx) => look(ctx, id), admin);
    expect(columns.map((c) => c.field)).toEqual(['signal']);
    expect(first).toHaveLength(3);
    await net.tx((ctx) => map(ctx, id, { fields: ['signal'], header: false }), admin);
    await net.settle();
    const item = async () => (await net.tx((ctx) => look(ctx, id), admin)).item;
    // One is known; who shows no number is known to Signal by an id.
    expect(await item()).toMatchObject({ state: 'looked', counts: { rows: 3, new: 2, known: 1, faulty: 0 } });
    for (const _ of [1, 2]) await net.tx((ctx) => setBeside(ctx, chapterId, true), admin);
    expect((await net.tx(imports, admin)).beside).toEqual([chapterId]);
    await expect(net.tx((ctx) => setBeside(ctx, newId(), true), admin)).rejects.toMatchObject({
      status: 404,
    });
    await net.tx((ctx) => apply(ctx, id, { tell: true }), admin);
    await net.settle();
    expect(await item()).toMatchObject({ state: 'applied', made: 2 });
    expect((await onPhone(net, phone)).at(-1)!.body).toMatch(/install nothing.*STOP.*goes on as before/);
    expect(await onPhone(net, dispatcher!.phone)).toEqual([]);

    const personId = await ownerOf(phone);
    await becomesVerifier(personId);
    const desk = await net.signIn(['dispatcher'], dispatcher!.id);
    const incidentId = await incidentAt(net);
    const { lat, lon, name } = await net.tx(corner);
    const asked = await net.app.inject({
      ...{ method: 'POST', url: '/api/v1/callouts', headers: desk },
      payload: {
        ...{ id: newId(), incidentId, purpose: 'verify', manner: 'pair', wanted: 2, roles: [], minutes: 20 },
        meet: { lat, lon, label: name },
      },
    });
    expect(asked.statusCode).toBe(200);
    await net.settle();
    expect((await onPhone(net, phone)).at(-1)!.body).toMatch(/Reply YES, NO/);
    expect(await text(net, phone, 'yes')).toMatch(/thank you\. Meet at .*Roosevelt/);
    await text(net, partner!.phone, 'yes');
    expect(await text(net, phone, 'on my way')).toContain('Reply HERE');
    expect(await text(net, phone, 'here')).toContain('CONFIRMED, NOTHING, OTHER');
    const sessions = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('people')
        .select('account_id')
        .where('network_id', '=', ctx.network.id)
        .where('id', '=', personId)
        .executeTakeFirstOrThrow(),
    );
    expect(sessions.account_id).toBeNull();
  });
});
