import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

type Params = Record<string, unknown>;

/** Somebody with Signal. The key changes when they set it up anew. */
interface Account {
  number: string | null;
  uuid: string;
  keys: { fingerprint: string; safetyNumber: string; trust: string }[];
}

interface Group {
  id: string;
  name: string;
  members: Set<Account>;
  pending: Set<Account>;
  requesting: Set<Account>;
  admins: Set<Account>;
  permissions: { add: string; edit: string; send: string };
  link: string;
}

/** A message as it reached somebody. */
export interface Taken {
  to: string;
  message: string;
  timestamp: number;
  files: { type: string; name: string; bytes: Buffer }[];
}

/** An error as signal-cli's JSON-RPC gives it: -1 its user's, -3 the network's, -4 an untrusted key, -5 too many. */
class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data: unknown = null) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const everyone = { add: 'EVERY_MEMBER', edit: 'EVERY_MEMBER', send: 'EVERY_MEMBER' };
const keptEvents = 1000;

/**
 * `signal-cli -a NUMBER daemon --http` on loopback, with a small Signal behind it: accounts with numbers and ids, keys
 * that change, groups with admins and permissions, receipts. It can be slow, wrong, away, and tell things twice.
 */
export class SignalDaemon {
  /** What arrived at phones, the oldest first. */
  taken: Taken[] = [];
  /** What was called, the oldest first. */
  calls: { method: string; params: Params }[] = [];
  /** How it behaves: milliseconds before each answer; what is sent instead of the next answers; each event twice. */
  slowMs = 0;
  wrongAnswers: string[] = [];
  twice = false;
  /** What sending to one of these comes to instead of success. */
  failures = new Map<string, string>();
  /** Whether it numbers and keeps events, as newer versions do. */
  keepsEvents = true;
  groups: Group[] = [];

  readonly self: Account;
  private accounts: Account[] = [];
  private attachments = new Map<string, Buffer>();
  private server: Server | undefined;
  private port = 0;
  private streams = new Set<ServerResponse>();
  private events: { id: number; data: string }[] = [];
  private lastTime = Date.now();

  constructor(number: string) {
    this.self = this.account(number);
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }
  get settings() {
    return { url: `http://127.0.0.1:${this.port}`, number: this.self.number! };
  }
  /** Goes away, with every line that was open; `start` brings it back at the same port. */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done) ?? done(null));
    this.streams.clear();
  }
  /** How many listen to the stream. */
  get listeners(): number {
    return this.streams.size;
  }
  /** Cuts every stream. */
  cut(): void {
    for (const stream of this.streams) stream.destroy();
  }

  /** Somebody with Signal; without a number they keep it from us. */
  account(number: string | null, uuid: string = randomUUID()): Account {
    const account = { number, uuid, keys: [newKey('TRUSTED_UNVERIFIED')] };
    this.accounts.push(account);
    return account;
  }
  find(address: string): Account | undefined {
    return this.accounts.find((a) => a.number === address || a.uuid === address.toLowerCase());
  }
  /** They set Signal up anew: another safety number, which our account does not trust. */
  setUpAnew(account: Account): void {
    account.keys.unshift(newKey('UNTRUSTED'));
  }

  group(name: string, members: Account[], admins: Account[] = [this.self]): Group {
    const group: Group = {
      id: randomBytes(32).toString('base64'),
      name,
      members: new Set([this.self, ...members]),
      pending: new Set(),
      requesting: new Set(),
      admins: new Set(admins),
      permissions: { ...everyone },
      link: 'disabled',
    };
    this.groups.push(group);
    return group;
  }

  /** They write to our account. */
  write(
    from: Account,
    message: string | null,
    more: { attachments?: { type: string; bytes: Buffer }[]; group?: Group; timestamp?: number } = {},
  ): number {
    const timestamp = more.timestamp ?? this.time();
    const attachments = (more.attachments ?? []).map(({ type, bytes }) => {
      const id = randomBytes(8).toString('hex');
      this.attachments.set(id, bytes);
      return { contentType: type, filename: null, id, size: bytes.length };
    });
    const groupInfo = more.group && { groupId: more.group.id, type: 'DELIVER' };
    this.tell(from, {
      timestamp,
      dataMessage: { timestamp, message, expiresInSeconds: 0, attachments, ...(groupInfo && { groupInfo }) },
    });
    return timestamp;
  }
  /** They change something in a group by themselves. */
  changed(from: Account, group: Group): void {
    const timestamp = this.time();
    const groupInfo = { groupId: group.id, type: 'UPDATE' };
    this.tell(from, { timestamp, dataMessage: { timestamp, message: null, groupInfo } });
  }
  /** Their phone says that it has, or that they have read, what was sent at these times. */
  receipt(from: Account, timestamps: number[], type: 'delivery' | 'read' = 'delivery'): void {
    const when = this.time();
    this.tell(from, {
      timestamp: when,
      receiptMessage: {
        when,
        isDelivery: type === 'delivery',
        isRead: type === 'read',
        isViewed: false,
        timestamps,
      },
    });
  }
  /** Anything at all on the stream. */
  say(data: string): void {
    const id = (this.events.at(-1)?.id ?? 0) + 1;
    this.events = [...this.events, { id, data }].slice(-keptEvents);
    for (const stream of this.streams) this.send(stream, { id, data });
  }

  private tell(from: Account, envelope: object): void {
    const data = JSON.stringify({
      envelope: {
        source: from.number ?? from.uuid,
        sourceNumber: from.number,
        sourceUuid: from.uuid,
        sourceName: '',
        sourceDevice: 1,
        ...envelope,
      },
      account: this.self.number,
    });
    this.say(data);
    if (this.twice) this.say(data);
  }

  private send(stream: ServerResponse, { id, data }: { id: number; data: string }): void {
    stream.write(`${this.keepsEvents ? `id:${id}\n` : ''}event:receive\ndata:${data}\n\n`);
  }

  private time(): number {
    this.lastTime = Math.max(Date.now(), this.lastTime + 1);
    return this.lastTime;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://daemon');
    response.on('error', () => {});
    if (url.pathname === '/api/v1/check') return void response.writeHead(200).end();
    if (url.pathname === '/api/v1/events' && request.method === 'GET') return this.stream(request, response);
    if (url.pathname !== '/api/v1/rpc') return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (this.slowMs > 0) await sleep(this.slowMs);
    const wrong = this.wrongAnswers.shift();
    if (wrong !== undefined) return void response.writeHead(200).end(wrong);
    const { id, method, params = {} } = JSON.parse(Buffer.concat(parts).toString());
    this.calls.push({ method, params });
    response.writeHead(200, { 'content-type': 'application/json' });
    try {
      response.end(JSON.stringify({ jsonrpc: '2.0', result: this.call(method, params), id }));
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const { code, message, data } = error;
      response.end(JSON.stringify({ jsonrpc: '2.0', error: { code, message, data }, id }));
    }
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n');
    const last = request.headers['last-event-id'];
    if (this.keepsEvents && last !== undefined)
      for (const event of this.events.filter(({ id }) => id > Number(last))) this.send(response, event);
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  private call(method: string, params: Params): unknown {
    const methods: Record<string, (params: Params) => unknown> = {
      version: () => ({ version: '0.13.20' }),
      getUserStatus: (p) =>
        list(p, 'recipient').map((recipient) => ({
          recipient,
          isRegistered: this.find(recipient) !== undefined,
        })),
      send: (p) => this.sendMessage(p),
      getAttachment: (p) => {
        const bytes = this.attachments.get(String(p.id));
        if (!bytes) throw new RpcError(-1, 'Could not find attachment');
        return { data: bytes.toString('base64') };
      },
      listGroups: () => this.groups.map((group) => this.shown(group)),
      updateGroup: (p) => this.updateGroup(p),
      quitGroup: (p) => {
        this.groupOf(p).members.delete(this.self);
        return { timestamp: this.time(), results: [] };
      },
      listIdentities: () =>
        this.accounts.flatMap(({ number, uuid, keys: [key] }) =>
          key
            ? [
                {
                  number,
                  uuid,
                  fingerprint: key.fingerprint,
                  safetyNumber: key.safetyNumber,
                  scannableSafetyNumber: null,
                  trustLevel: key.trust,
                  addedTimestamp: 0,
                },
              ]
            : [],
        ),
      trust: (p) => {
        const key = this.find(String(p.recipient))?.keys[0];
        if (!key || key.safetyNumber !== p.verifiedSafetyNumber)
          throw new RpcError(-1, 'Failed to set the trust for this number');
        key.trust = 'TRUSTED_VERIFIED';
        return {};
      },
    };
    const run = methods[method];
    if (!run) throw new RpcError(-32601, 'Method not implemented');
    return run(params);
  }

  private sendMessage(params: Params) {
    const timestamp = this.time();
    const message = String(params.message ?? '');
    const files = list(params, 'attachment').map(readDataUri);
    const results = list(params, 'recipient').map((address) => {
      const account = this.find(address);
      const type = !account
        ? 'UNREGISTERED_FAILURE'
        : account.keys[0]!.trust === 'UNTRUSTED'
          ? 'IDENTITY_FAILURE'
          : (this.failures.get(address) ?? 'SUCCESS');
      if (type === 'SUCCESS') this.taken.push({ to: address, message, timestamp, files });
      return { recipientAddress: { uuid: account?.uuid ?? null, number: account?.number ?? null }, type };
    });
    if (results.every(({ type }) => type === 'SUCCESS')) return { timestamp, results };
    const untrusted = results.every(({ type }) => type === 'IDENTITY_FAILURE');
    throw new RpcError(untrusted ? -4 : -1, 'Failed to send message', { response: { timestamp, results } });
  }

  private updateGroup(params: Params) {
    const isNew = params.groupId === undefined;
    const group = isNew ? this.group(String(params.name), []) : this.groupOf(params);
    if (!group.admins.has(this.self)) throw new RpcError(-1, 'User is not an admin of the group');
    const named = (name: string) =>
      list(params, name).map((address) => {
        const account = this.find(address);
        if (!account) throw new RpcError(-1, `Unregistered user "${address}"`);
        return account;
      });
    const [members, removed, admins] = [named('member'), named('removeMember'), named('admin')];
    for (const account of members) {
      group.members.add(account);
      group.requesting.delete(account);
    }
    for (const account of removed)
      for (const seats of [group.members, group.pending, group.requesting, group.admins])
        seats.delete(account);
    for (const account of admins) group.admins.add(account);
    const permission = (name: string, before: string) =>
      typeof params[name] === 'string' ? params[name].toUpperCase().replace('-', '_') : before;
    group.permissions = {
      add: permission('setPermissionAddMember', group.permissions.add),
      edit: permission('setPermissionEditDetails', group.permissions.edit),
      send: permission('setPermissionSendMessages', group.permissions.send),
    };
    if (typeof params.link === 'string') group.link = params.link;
    return { timestamp: this.time(), results: [], ...(isNew && { groupId: group.id }) };
  }

  private groupOf(params: Params): Group {
    const group = this.groups.find(({ id }) => id === params.groupId);
    if (!group) throw new RpcError(-1, 'Group not found');
    if (!group.members.has(this.self)) throw new RpcError(-1, 'User is not a group member');
    return group;
  }

  private shown(group: Group) {
    const all = (accounts: Set<Account>) => [...accounts].map(({ number, uuid }) => ({ number, uuid }));
    return {
      id: group.id,
      name: group.name,
      description: '',
      isMember: group.members.has(this.self),
      isBlocked: false,
      messageExpirationTime: 0,
      members: all(group.members),
      pendingMembers: all(group.pending),
      requestingMembers: all(group.requesting),
      admins: all(group.admins),
      banned: [],
      permissionAddMember: group.permissions.add,
      permissionEditDetails: group.permissions.edit,
      permissionSendMessage: group.permissions.send,
      groupInviteLink: group.link === 'disabled' ? null : 'https://signal.group/#made-up',
    };
  }
}

const newKey = (trust: string) => ({
  fingerprint: randomBytes(33).toString('hex'),
  safetyNumber: String(BigInt(`0x${randomBytes(25).toString('hex')}`))
    .slice(0, 60)
    .padStart(60, '0'),
  trust,
});

/**
 * A file in a request as signal-cli reads it: the type, then parameters, then the mark of base64. Without a parameter the
 * mark is taken for one, and the data for text. Anything else is the path of a file on the daemon's machine.
 */
function readDataUri(given: string): Taken['files'][number] {
  const read = /data:(?<type>.+?\/.+?)?(?<parameters>;.+?)?(?<base64>;base64)?,(?<data>.+)/i.exec(given);
  if (!given.startsWith('data:') || !read?.groups) throw new RpcError(-1, `File not found: ${given}`);
  const { type = 'text/plain', parameters = '', base64, data = '' } = read.groups;
  const [, name = ''] = /^;filename=(.+)$/i.exec(parameters) ?? [];
  const bytes = base64 ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data));
  return { type, name: decodeURIComponent(name), bytes };
}

/** A parameter that may be one value or several, by its name or with an s at the end. */
function list(params: Params, name: string): string[] {
  const given = params[name] ?? params[`${name}s`] ?? [];
  return [given].flat().map(String);
}
