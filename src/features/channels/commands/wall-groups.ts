import type { Ctx } from '../../../platform/context.ts';
import type { Services } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import type { Group, Groups, Identity, Seat } from '../groups.ts';
import * as store from '../store.ts';

/** A group of the demo: `changed` of a seat is a new safety number that nobody has confirmed. */
export interface WallGroup extends Omit<Group, 'id' | 'seats'> {
  seats: (Seat & { changed?: string })[];
}

const bound = (id: string) => ({ record: id, field: 'body' });
const sealed = (ctx: Ctx, id: string, group: WallGroup) => ctx.vault.encrypt(group, bound(id));

export const addWallGroup = (ctx: Ctx, id: string, group: WallGroup): Promise<void> =>
  store.insertWallGroup(ctx, id, sealed(ctx, id, group));

async function all(ctx: Ctx): Promise<(WallGroup & { id: string })[]> {
  const rows = await store.selectWallGroups(ctx);
  return rows.map(({ id, body }) => ({ id, ...ctx.vault.decrypt<WallGroup>(body, bound(id)) }));
}

async function change(ctx: Ctx, id: string, edit: (group: WallGroup) => WallGroup): Promise<void> {
  const [row] = await store.selectWallGroups(ctx, id);
  if (!row) throw Object.assign(new Error('no such group'), { code: 'no group' });
  const group = edit(ctx.vault.decrypt<WallGroup>(row.body, bound(id)));
  await store.updateWallGroup(ctx, id, sealed(ctx, id, group));
}

/** The demo's groups, which stand in for Signal's as its phones stand in for telephones. */
export function wallGroups(services: Services, networkId: string): Groups {
  const tx = <T>(work: (ctx: Ctx) => Promise<T>) => services.asSystem(networkId, work);
  const has = (seat: Seat, addresses: string[]) => seat.addresses.some((a) => addresses.includes(a));
  return {
    list: () => tx(all),
    create: (name) =>
      tx(async (ctx) => {
        const id = newId();
        await addWallGroup(ctx, id, { name, administered: true, locked: true, seats: [] });
        return id;
      }),
    add: (id, members) =>
      tx((ctx) =>
        change(ctx, id, (group) => ({
          ...group,
          seats: [
            ...group.seats.filter((seat) => !has(seat, members)),
            ...members.map((address) => ({
              ...{ addresses: [address], standing: 'member' as const, admin: false },
            })),
          ],
        })),
      ),
    remove: (id, members) =>
      tx((ctx) =>
        change(ctx, id, (group) => ({ ...group, seats: group.seats.filter((s) => !has(s, members)) })),
      ),
    lock: (id) => tx((ctx) => change(ctx, id, (group) => ({ ...group, locked: true }))),
    identities: () => tx(async (ctx) => (await all(ctx)).flatMap((g) => g.seats.map(identityOf))),
    trust: (address) =>
      tx(async (ctx) => {
        for (const { id } of await all(ctx))
          await change(ctx, id, (group) => ({
            ...group,
            seats: group.seats.map(({ changed, ...seat }) =>
              changed && !has(seat, [address]) ? { ...seat, changed } : seat,
            ),
          }));
      }),
  };
}

const identityOf = ({ addresses, changed }: WallGroup['seats'][number]): Identity => ({
  addresses,
  fingerprint: changed ?? `first of ${addresses[0]}`,
  safetyNumber: changed ?? null,
  trusted: changed === undefined,
});
