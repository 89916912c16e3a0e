import * as z from 'zod/mini';
import type { Group, Groups, Identity } from '../../groups.ts';
import { addressesOfAccount } from './accounts.ts';
import { rpc, type Settings } from './rpc.ts';

const Account = z.object({ number: z.nullish(z.string()), uuid: z.nullish(z.string()) });
const accounts = z._default(z.array(Account), []);
const Listed = z.array(
  z.object({
    id: z.string().check(z.minLength(1), z.maxLength(100)),
    name: z.nullish(z.string()),
    isMember: z.boolean(),
    members: accounts,
    pendingMembers: accounts,
    requestingMembers: accounts,
    admins: accounts,
    permissionAddMember: z.nullish(z.string()),
    permissionEditDetails: z.nullish(z.string()),
    permissionSendMessage: z.nullish(z.string()),
    groupInviteLink: z.nullish(z.string()),
  }),
);
const Identities = z.array(
  z.object({
    number: z.nullish(z.string()),
    uuid: z.nullish(z.string()),
    fingerprint: z.string(),
    safetyNumber: z.nullish(z.string()),
    trustLevel: z.string(),
  }),
);
const Created = z.object({ groupId: z.string() });

const of = ({ number, uuid }: z.infer<typeof Account>) =>
  addressesOfAccount({ number: number ?? null, uuid: uuid ?? null });

/** Members who may write, add, and change name and picture: the admins alone. Nobody comes in by a link. */
const locked = {
  link: 'disabled',
  setPermissionAddMember: 'only-admins',
  setPermissionEditDetails: 'only-admins',
  setPermissionSendMessages: 'only-admins',
};

/** Real groups of Signal through signal-cli, whose account must be an admin of them. */
export function signalGroups(settings: Settings): Groups {
  const own = settings.number;
  const change = (id: string, change: object) =>
    rpc(settings, 'updateGroup', { groupId: id, ...change }, z.unknown());
  return {
    async list() {
      const groups = await rpc(settings, 'listGroups', {}, Listed);
      return groups.filter((g) => g.isMember).map((g): Group => present(g, own));
    },
    async create(name) {
      const made = await rpc(settings, 'updateGroup', { name, ...locked }, Created);
      return made.groupId;
    },
    add: async (id, members) => void (await change(id, { members })),
    remove: async (id, members) => void (await change(id, { removeMembers: members })),
    lock: async (id) => void (await change(id, locked)),
    async identities() {
      const all = await rpc(settings, 'listIdentities', {}, Identities);
      return all.map(
        (one): Identity => ({
          addresses: of(one),
          fingerprint: one.fingerprint,
          safetyNumber: one.safetyNumber ?? null,
          trusted: one.trustLevel !== 'UNTRUSTED',
        }),
      );
    },
    trust: async (address, verifiedSafetyNumber) =>
      void (await rpc(settings, 'trust', { recipient: address, verifiedSafetyNumber }, z.unknown())),
  };
}

function present(group: z.infer<typeof Listed>[number], own: string): Group {
  const isOwn = (addresses: string[]) => addresses.includes(own);
  const admins = group.admins.map(of);
  const seat = (standing: 'member' | 'invited' | 'asking') => (account: z.infer<typeof Account>) => {
    const addresses = of(account);
    return { addresses, standing, admin: admins.some((a) => a.some((one) => addresses.includes(one))) };
  };
  return {
    id: group.id,
    name: group.name ?? '',
    administered: admins.some(isOwn),
    seats: [
      ...group.members.map(seat('member')),
      ...group.pendingMembers.map(seat('invited')),
      ...group.requestingMembers.map(seat('asking')),
    ].filter(({ addresses }) => addresses.length > 0 && !isOwn(addresses)),
    locked:
      group.permissionSendMessage === 'ONLY_ADMINS' &&
      group.permissionAddMember === 'ONLY_ADMINS' &&
      group.permissionEditDetails === 'ONLY_ADMINS' &&
      !group.groupInviteLink,
  };
}
