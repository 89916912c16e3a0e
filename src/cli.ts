import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { domain, features } from './composition.ts';
import { Role } from './features/accounts/contract.ts';
import { createAccounts, invite, makeAdmin } from './features/accounts/index.ts';
import { partyOf } from './features/accounts/rules.ts';
import { addAddresses, isEmail, readNumber, registrations } from './features/channels/index.ts';
import { demoNetwork, growNetwork } from './features/demo/index.ts';
import { checkAlways, nameAlways, readAlways } from './features/escalations/index.ts';
import { rewrapRingKeys } from './features/keys/index.ts';
import { admit, linkAccount, personCalled } from './features/people/index.ts';
import { chapters, homeCellOf, zones } from './features/places/index.ts';
import { audit } from './platform/audit/index.ts';
import { BootError } from './platform/boot-error.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Ctx } from './platform/context.ts';
import { openServer } from './platform/db/server.ts';
import type { Inside } from './platform/doctor/index.ts';
import { Wake } from './platform/events/wake.ts';
import { newId } from './platform/id.ts';
import { keyFiles } from './platform/key.ts';
import { makeServices, openProcess, type Process } from './platform/process.ts';
import { type Rewrap, rotateServerKey } from './platform/rotation.ts';

const usage = {
  setup:
    'npx porchlight setup --name "…" --host hotline.example.org [--phone +12125550100] [--state NY] [--zone America/New_York]',
  back: 'npx porchlight invite --admin "Quiet Heron"',
  invite:
    'npx porchlight invite --role admin --call-sign "Quiet Heron" --sms +12125550199 [--email you@example.org] [--chapter queens] [--languages en,es]',
};

function read(
  verb: keyof typeof usage,
  args: string[],
  needed: string[],
  more: string[],
): Record<string, string | undefined> {
  const options = Object.fromEntries([...needed, ...more].map((name) => [name, { type: 'string' as const }]));
  let values: Record<string, string | undefined>;
  try {
    values = parseArgs({ args, options }).values as typeof values;
  } catch (error) {
    throw new BootError(`${(error as Error).message}\nUse: ${usage[verb]}`);
  }
  const missing = needed.filter((name) => !values[name]);
  if (missing.length > 0)
    throw new BootError(`Missing: ${missing.map((n) => `--${n}`).join(', ')}\nUse: ${usage[verb]}`);
  return values;
}

async function withProcess(config: Config, work: (opened: Process) => Promise<void>) {
  const opened = await openProcess(config, systemClock, domain);
  try {
    await work(opened);
  } finally {
    await opened.stop();
  }
}

/** `porchlight setup`: makes a real network with the shipped playbooks, chapters and zones, and nobody in it yet. */
export async function setupVerb(config: Config, args: string[]): Promise<void> {
  const given = read('setup', args, ['name', 'host'], ['phone', 'state', 'zone']);
  const host = given.host!.toLowerCase();
  const wrong = wrongSettings({ ...given, host });
  if (wrong.length > 0) throw new BootError(wrong.join('\n'));
  await withProcess(config, async ({ services }) => {
    if (await services.db.networkAtDoor('host', host))
      throw new BootError(`There is a network at ${host} already.`);
    const ids = await services.db.networkIds();
    if ((await Promise.all(ids.map(services.network))).some((n) => n.demo))
      throw new BootError('This data folder holds a demo. Set PORCHLIGHT_DATA to a new folder.');
    const network = demoNetwork({
      id: newId(),
      slug: host,
      name: given.name!,
      timeZone: given.zone ?? 'America/New_York',
      usState: given.state ?? 'NY',
      hotline: given.phone ?? null,
      demo: false,
    });
    const data = features.filter((f) => f.name === 'playbooks' || f.name === 'places');
    await growNetwork(services, network, data, [host]);
    await services.asSystem(network.id, (ctx) => audit(ctx, { act: 'network.made', subject: network.id }));
    console.log(
      `The network "${network.name}" is made. Next, its first admin, who is always there for whatever nobody answers until another is named: ${usage.invite}`,
    );
    console.log(['Before anything is delivered:', ...registrations(config)].join('\n  · '));
  });
}

const phoneNumber = /^\+[1-9]\d{6,14}$/;

/** A line for each that cannot be used. */
function wrongSettings({ host, phone, state, zone }: Record<string, string | undefined>): string[] {
  const isZone = (name: string) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  };
  return [
    ...(URL.parse(`https://${host}`)?.hostname === host
      ? []
      : ['--host must be a host name without port, such as hotline.example.org.']),
    ...(phone === undefined || phoneNumber.test(phone)
      ? []
      : ['--phone must be a phone number such as +12125550100.']),
    ...(state === undefined || /^[A-Z]{2}$/.test(state) ? [] : ['--state must be two letters such as NY.']),
    ...(zone === undefined || isZone(zone) ? [] : ['--zone must be a time zone such as America/New_York.']),
  ];
}

/** `porchlight invite`: admits a person with one role and prints the link, good once and for three days. */
export async function inviteVerb(config: Config, args: string[]): Promise<void> {
  if (args.some((arg) => /^--admin(=|$)/.test(arg))) return wayBack(config, args);
  const given = read('invite', args, ['role', 'call-sign'], ['sms', 'email', 'chapter', 'languages']);
  const role = Role.safeParse(given.role);
  if (!role.success)
    throw new BootError(`There is no role "${given.role}". Known: ${Role.options.join(' · ')}`);
  if (given.sms && !(await readNumber(given.sms)))
    throw new BootError('--sms must be a phone number such as +12125550199');
  if (given.email && !isEmail(given.email))
    throw new BootError('--email must be an e-mail address such as you@example.org');
  await withProcess(config, async ({ services }) => {
    const { token, always } = await services
      .asSystem(await theNetwork(services), (ctx) => admitAndInvite(ctx, given, role.data))
      .catch((error: { code?: string }) => {
        if (error.code !== '23505') throw error;
        throw new BootError(`There is somebody called "${given['call-sign']}" already. Choose another sign.`);
      });
    const face = ['verifier', 'observer'].includes(role.data) ? 'field' : 'desk';
    printLink(config, given['call-sign']!, face, token);
    if (always) console.log(always);
  });
}

/**
 * `porchlight invite --admin`: the way back when the only admin lost passkey and code, or nobody is admin any more. Makes
 * an existing member admin and prints a link for them. Whoever can run this owns the server; it is written down.
 */
async function wayBack(config: Config, args: string[]): Promise<void> {
  const { admin: callSign } = read('back', args, ['admin'], []);
  await withProcess(config, async ({ services }) => {
    const token = await services.asSystem(await theNetwork(services), async (ctx) => {
      const found = await personCalled(ctx, callSign!);
      if (!found) throw new BootError(`There is nobody called "${callSign}". Somebody new: ${usage.invite}`);
      if (!found.accountId) await linkAccount(ctx, found.id, found.id);
      await makeAdmin(ctx, found.id);
      return invite(ctx, found.id);
    });
    printLink(config, callSign!, 'desk', token);
  });
}

/** `porchlight rotate-key`: puts everything under a new server key, while Porchlight is stopped. */
export async function rotateKeyVerb(config: Config): Promise<void> {
  if (!existsSync(keyFiles(config.dataDir).server))
    throw new BootError(
      `There is no server key in ${config.dataDir}. Set PORCHLIGHT_DATA to your data directory.`,
    );
  const server = await openServer(config);
  const { dataDir } = config;
  const rewrap: Rewrap = (old, next, id) => rewrapRingKeys({ dataDir, master: old }, next, id);
  try {
    await rotateServerKey({ dataDir, owner: server.owner, now: systemClock.now() }, rewrap, console.log);
  } finally {
    await server.stop();
  }
  console.log(
    'The server key is a new one. Copy the key folder to your backups now, and keep the former key with the backups of its time only.',
  );
}

/** What the doctor says of each network. */
export const lookAtNetworks =
  (config: Config): Inside =>
  async (db, master) => {
    const services = makeServices({ config, clock: systemClock, db, wake: new Wake(), master }, domain);
    return Promise.all((await db.networkIds()).map((id) => services.asSystem(id, checkAlways)));
  };

async function theNetwork({ db }: Process['services']): Promise<string> {
  const [id, ...others] = await db.networkIds();
  if (id && others.length === 0) return id;
  throw new BootError('This works where there is exactly one network; here it is not so.');
}

const printLink = (config: Config, to: string, face: string, token: string) =>
  console.log(
    `Send this link to ${to}; it works once, for three days:\n${placeOf(config)}/${face}/invite#${token}`,
  );

/** Where passkeys work: a link to 127.0.0.1 would have to be opened at `localhost` instead. */
const placeOf = ({ url }: Config) => partyOf(url)?.origin ?? url;

async function admitAndInvite(
  ctx: Ctx,
  given: Record<string, string | undefined>,
  role: string,
): Promise<{ token: string; always: string | null }> {
  const chapter = (await chapters(ctx)).find((c) => !given.chapter || c.slug === given.chapter);
  const zone = chapter && (await zones(ctx)).find((z) => z.chapterId === chapter.id);
  if (!chapter || !zone)
    throw new BootError(`There is no chapter "${given.chapter ?? ''}" with a zone in it.`);
  const isFirst = role === 'admin' && !(await readAlways(ctx));
  if (isFirst && !given.sms)
    throw new BootError(
      'The first admin is always there for whatever nobody answers, so their telephone must ring: add --sms +12125550199. Nothing was changed.',
    );
  const id = newId();
  await admit(ctx, {
    id,
    callSign: given['call-sign']!,
    chapterId: chapter.id,
    zoneIds: [zone.id],
    homeCell: homeCellOf(zone),
    languages: (given.languages ?? 'en').split(','),
    roles: [role],
  });
  if (given.sms)
    await addAddresses(ctx, [{ id: newId(), personId: id, kind: 'sms', address: given.sms, rank: 1 }]);
  if (given.email)
    await addAddresses(ctx, [{ id: newId(), personId: id, kind: 'email', address: given.email, rank: 2 }]);
  await createAccounts(ctx, [{ id, roles: [{ role, chapterId: given.chapter ? chapter.id : null }] }]);
  await audit(ctx, { act: 'member.admitted', subject: id, data: { role } });
  const always = isFirst ? await nameFirst(ctx, id) : null;
  return { token: await invite(ctx, id), always };
}

/** Every network has somebody who is always there, from its first admin on. Returns what to say of it. */
async function nameFirst(ctx: Ctx, personId: string): Promise<string> {
  const { callSign } = await nameAlways(ctx, { id: newId(), personId });
  return `${callSign} is always there: whatever nobody answers ends with them, until an admin names another under “Paging”.`;
}
