import { audit } from '../../platform/audit/index.ts';
import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { authorize } from '../../platform/policy.ts';
import { conflict, invalid, notFound } from '../../platform/problem.ts';
import { Playbook, type RulePack } from './contract.ts';
import { policy } from './policy.ts';
import { packInForce } from './rules.ts';
import * as store from './store.ts';

export type Stop = store.StopRow;
export type ConductVersion = store.ConductVersion;

const month = 30 * 24 * 60;

/** The newest version of a playbook, or of the network's first. Throws 404 when there is none. */
export async function currentPlaybook(ctx: Ctx, slug?: string): Promise<Playbook> {
  const playbook = await store.selectPlaybook(ctx.tx, ctx.network.id, slug);
  if (!playbook) throw notFound('playbook');
  return playbook;
}

/** Every conduct agreement that a playbook had, the oldest first, with the moment from which it held. */
export const conductVersions = (ctx: Ctx, slug: string): Promise<ConductVersion[]> =>
  store.selectConductVersions(ctx.tx, ctx.network.id, slug);

/**
 * Puts the next version in force; where it has another conduct agreement, `conduct.changed` says so. Throws 409 when the
 * version is not the one after the current, 400 where the agreement’s number does not go with its text.
 */
export async function savePlaybook(ctx: Ctx, body: unknown): Promise<Playbook> {
  authorize(policy, ctx.actor, 'save', 'playbook');
  const playbook = checked(body);
  const current = await store.selectPlaybook(ctx.tx, ctx.network.id, playbook.slug);
  const next = (current?.version ?? 0) + 1;
  if (playbook.version !== next)
    throw conflict(`The next version of this playbook is ${next}, not ${playbook.version}.`, {
      version: next,
    });
  if (current) mustRenumber(current, playbook);
  await store.insertPlaybook(ctx.tx, ctx.network.id, playbook, ctx.actor.personId, ctx.now);
  if (current && current.conduct.version !== playbook.conduct.version)
    await emit(ctx, {
      kind: 'conduct.changed',
      subject: ctx.network.id,
      data: { playbook: playbook.slug, version: playbook.conduct.version },
    });
  const data = { playbook: playbook.slug, version: next };
  await audit(ctx, { act: 'playbook.saved', subject: ctx.network.id, data });
  return playbook;
}

/** What people signed stands under its number: another text needs another, and numbers go up. */
function mustRenumber(current: Playbook, next: Playbook): void {
  const same = JSON.stringify(current.conduct.text) === JSON.stringify(next.conduct.text);
  const step = next.conduct.version - current.conduct.version;
  if (same ? step === 0 : step === 1) return;
  throw invalid([
    {
      path: 'body.conduct.version',
      message: same
        ? `the agreement reads as before, so its version stays ${current.conduct.version}`
        : `the agreement reads otherwise, so its version is ${current.conduct.version + 1}`,
    },
  ]);
}

function checked(body: unknown): Playbook {
  const read = Playbook.safeParse(body);
  if (!read.success)
    throw invalid(read.error.issues.map((i) => ({ path: `body.${i.path.join('.')}`, message: i.message })));
  if (read.data.team.max < read.data.team.min)
    throw invalid([{ path: 'body.team.max', message: 'must not be less than team.min' }]);
  return read.data;
}

/** The rules that hold in the network's state. Throws 404 where the network has no packs at all. */
export async function rulePack(ctx: Ctx): Promise<RulePack> {
  const pack = await store.selectRulePack(ctx.tx, ctx.network.id, ctx.network.usState);
  const unknown = await store.selectRulePack(ctx.tx, ctx.network.id, 'unknown');
  if (!unknown) throw notFound('rule pack');
  return packInForce(pack, unknown);
}

/** Keeps a pack as it is, signed or not. */
export const putRulePack = (ctx: Ctx, pack: RulePack): Promise<void> =>
  store.upsertRulePack(ctx.tx, ctx.network.id, pack);

/** Counsel signs the rules of a state, by call sign and date. */
export async function signRulePack(
  ctx: Ctx,
  state: string,
  rules: Pick<RulePack, 'name' | 'distanceFt' | 'audioConsent' | 'notes'>,
): Promise<RulePack> {
  authorize(policy, ctx.actor, 'sign', 'rulePack');
  const before = await store.selectRulePack(ctx.tx, ctx.network.id, state);
  const pack: RulePack = {
    ...rules,
    state,
    version: (before?.version ?? 0) + 1,
    signedBy: ctx.actor.callSign ?? 'counsel',
    signedAt: ctx.now.toISOString(),
  };
  await putRulePack(ctx, pack);
  const { version } = pack;
  await audit(ctx, { act: 'rulePack.signed', subject: ctx.network.id, data: { state, version } });
  return pack;
}

/** Counsel's switch for call-outs, while it is on. */
export const callsStopped = (ctx: Ctx): Promise<Stop | null> =>
  store.selectStopInForce(ctx.tx, ctx.network.id, 'callouts');

export const noticesStopped = (ctx: Ctx): Promise<Stop | null> =>
  store.selectStopInForce(ctx.tx, ctx.network.id, 'notices');

export const listStops = (ctx: Ctx): Promise<Stop[]> =>
  store.selectStops(ctx.tx, ctx.network.id, plusMinutes(ctx.now, -month));

/** Stops all of one kind at once. Throws 409, saying who and when, where it is stopped already. */
export async function setStop(ctx: Ctx, stop: Pick<Stop, 'id' | 'what' | 'reason'>): Promise<Stop> {
  authorize(policy, ctx.actor, 'set', 'stop');
  const row = { ...stop, by: ctx.actor.personId!, at: ctx.now };
  if (await store.insertStop(ctx.tx, ctx.network.id, row)) {
    await emit(ctx, { kind: 'stop.set', subject: stop.id, data: { what: stop.what } });
    await audit(ctx, { act: 'stop.set', subject: stop.id, data: { what: stop.what } });
    return { ...row, liftedBy: null, liftedAt: null };
  }
  const same = await store.selectStop(ctx.tx, ctx.network.id, stop.id);
  if (same) return same;
  const other = await store.selectStopInForce(ctx.tx, ctx.network.id, stop.what);
  throw conflict(
    'This is stopped already.',
    other ? { who: other.by, at: other.at.toISOString() } : undefined,
  );
}

/** Lifting it twice is the same act. Throws 404 for an unknown stop. */
export async function liftStop(ctx: Ctx, id: string): Promise<Stop> {
  authorize(policy, ctx.actor, 'lift', 'stop');
  const lifted = await store.liftStop(ctx.tx, ctx.network.id, id, ctx.actor.personId!, ctx.now);
  const stop = await store.selectStop(ctx.tx, ctx.network.id, id);
  if (!stop) throw notFound('stop');
  if (lifted) {
    await emit(ctx, { kind: 'stop.lifted', subject: id, data: { what: stop.what } });
    await audit(ctx, { act: 'stop.lifted', subject: id, data: { what: stop.what } });
  }
  return stop;
}
