import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { abilities, authorize, can, mustBeFresh } from '../../../platform/policy.ts';
import { conflict, forbidden, notFound } from '../../../platform/problem.ts';
import { chapters } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { PeopleExport } from '../contract.ts';
import { coversExport, policy } from '../policy.ts';
import { csvFile, type ExportState, exportState, exportUntil, osdiPeople, type ToTell } from '../rules.ts';
import * as store from '../store.ts';
import { watch } from './alarms.ts';
import { namesOf } from './members.ts';
import { callSigns } from './people.ts';

const month = 30 * 24 * 60;
const listed = 100;
const reasonBound = (id: string) => ({ record: id, field: 'reason' });

/** What addresses a person has; given by the composition root, since channels come after people. */
export type AddressesOf = (
  ctx: Ctx,
  personIds: string[],
) => Promise<Map<string, { kind: string; address: string }[]>>;

/** How long each member was there in a month, with the head of its columns; given by the composition root likewise. */
export type HoursOf = (
  ctx: Ctx,
  month: string,
  chapterId: string | null,
) => Promise<{ head: string[]; rows: { id: string; callSign: string; cells: string[] }[] }>;

/** Exports asked for within thirty days that the actor could see every row of, the newest first. */
export async function listExports(ctx: Ctx): Promise<PeopleExport[]> {
  authorize(policy, ctx.actor, 'list', 'export');
  const rows = await store.selectExports(ctx.tx, ctx.network.id, plusMinutes(ctx.now, -month), listed);
  return shown(
    ctx,
    rows.filter((row) => coversExport(ctx.actor, row)),
  );
}

/** Asks for a list of members, or for their hours in a month, with a reason. The same id again is the same request. Throws 403 for a chapter that is not theirs. */
export async function askForExport(
  ctx: Ctx,
  asked: {
    id: string;
    chapterId?: string | undefined;
    named: boolean;
    month?: string | undefined;
    reason: string;
  },
): Promise<PeopleExport> {
  authorize(policy, ctx.actor, 'ask', 'export');
  const { id, named, month = null } = asked;
  const chapterId = asked.chapterId ?? null;
  if (!coversExport(ctx.actor, { chapterId })) throw forbidden('export members of another chapter');
  if (chapterId && !(await chapters(ctx)).some((c) => c.id === chapterId)) throw notFound('chapter');
  mustBeFresh(ctx);
  const reason = ctx.vault.encrypt(asked.reason, reasonBound(id));
  const row = { id, chapterId, named, month, reason, by: ctx.actor.personId!, at: ctx.now };
  if (await store.insertExport(ctx.tx, ctx.network.id, row)) {
    await audit(ctx, { act: 'export.asked', subject: id, data: { named, month, chapter: chapterId } });
    await emit(ctx, { kind: 'export.asked', subject: id });
  }
  return (await shown(ctx, [await load(ctx, id)]))[0]!;
}

/** The second person says yes or no, within a day. Saying the same again is the same act; throws 403 for who asked, 409 when it was decided or is too old. */
export async function decideExport(ctx: Ctx, id: string, says: 'approve' | 'refuse'): Promise<PeopleExport> {
  authorize(policy, ctx.actor, 'list', 'export');
  const row = await load(ctx, id);
  if (!can(policy, ctx.actor, 'decide', 'export', row)) throw forbidden('decide about an export of your own');
  mustBeFresh(ctx);
  const approved = says === 'approve';
  const again = row.decidedBy === ctx.actor.personId && row.approved === approved;
  if (!again) {
    mustBe('waiting', row, ctx.now);
    await store.updateExport(ctx.tx, ctx.network.id, id, {
      decidedBy: ctx.actor.personId!,
      decidedAt: ctx.now,
      approved,
    });
    await audit(ctx, { act: approved ? 'export.approved' : 'export.refused', subject: id });
    await emit(ctx, { kind: 'export.decided', subject: id });
  }
  return (await shown(ctx, [await load(ctx, id)]))[0]!;
}

/**
 * The approved list, once, for who asked. The order of rows comes from the export's id under the network's hash key: a
 * copy that turns up can be laid beside the log, also where its first column was cut off. Throws 409 when it is not
 * approved, was taken, or is too old.
 */
export async function takeExport(
  ctx: Ctx,
  id: string,
  later: { addressesOf: AddressesOf; hoursOf: HoursOf },
  format: 'csv' | 'osdi' = 'csv',
): Promise<{ file: string; text: string }> {
  authorize(policy, ctx.actor, 'list', 'export');
  const row = await load(ctx, id);
  if (!can(policy, ctx.actor, 'take', 'export', row))
    throw forbidden('take an export that another asked for');
  mustBeFresh(ctx);
  mustBe('approved', row, ctx.now);
  const { inOrder, file, text } = row.month
    ? await hoursFile(ctx, row, row.month, later.hoursOf)
    : await membersFile(ctx, row, later.addressesOf, format);
  await store.updateExport(ctx.tx, ctx.network.id, id, { takenAt: ctx.now });
  await watch(
    ctx,
    inOrder.map((p) => p.id),
    'exported',
  );
  const order = createHash('sha256')
    .update(inOrder.map((p) => p.callSign).join('\n'))
    .digest('hex');
  await audit(ctx, { act: 'export.taken', subject: id, data: { rows: inOrder.length, order } });
  await emit(ctx, { kind: 'export.taken', subject: id });
  return { file, text };
}

interface Made {
  inOrder: { id: string; callSign: string }[];
  file: string;
  text: string;
}

const codeOf = (row: store.ExportRow) => row.id.slice(-8);

async function membersFile(
  ctx: Ctx,
  row: store.ExportRow,
  addressesOf: AddressesOf,
  format: 'csv' | 'osdi',
): Promise<Made> {
  const { slug } = await currentPlaybook(ctx);
  const members = await store.selectMembers(ctx.tx, ctx.network.id, slug, row.chapterId);
  const inOrder = inOrderOf(ctx, row.id, members);
  const ids = inOrder.map((p) => p.id);
  const names = row.named ? await namesOf(ctx, ids) : new Map<string, string>();
  const addresses: Awaited<ReturnType<AddressesOf>> = row.named ? await addressesOf(ctx, ids) : new Map();
  const places = new Map((await chapters(ctx)).map((c) => [c.id, c.name]));
  const listed = inOrder.map((p) => ({
    ...p,
    name: names.get(p.id) ?? null,
    addresses: addresses.get(p.id) ?? [],
    chapter: places.get(p.chapterId) ?? '',
  }));
  const file = `members-${codeOf(row)}`;
  return format === 'osdi'
    ? { inOrder, file: `${file}.json`, text: JSON.stringify(osdiPeople(listed), null, 1) }
    : { inOrder, file: `${file}.csv`, text: csvOf(codeOf(row), row.named, listed) };
}

async function hoursFile(ctx: Ctx, row: store.ExportRow, month: string, hoursOf: HoursOf): Promise<Made> {
  const { head, rows } = await hoursOf(ctx, month, row.chapterId);
  const inOrder = inOrderOf(ctx, row.id, rows);
  const code = codeOf(row);
  return {
    inOrder,
    file: `hours-${month}-${code}.csv`,
    text: csvFile([
      ['export', 'call sign', 'month', ...head],
      ...inOrder.map(({ callSign, cells }) => [code, callSign, month, ...cells]),
    ]),
  };
}

function csvOf(code: string, named: boolean, members: readonly ToTell[]): string {
  const lines = members.map((p) => [
    code,
    p.callSign,
    ...(named ? [p.name ?? '', p.addresses.map((a) => a.address).join(' ')] : []),
    ...[p.chapter, p.languages.join(' '), p.roles.join(' '), p.state],
  ]);
  const head = [
    'export',
    'call sign',
    ...(named ? ['name', 'addresses'] : []),
    'chapter',
    'languages',
    'roles',
    'state',
  ];
  return csvFile([head, ...lines]);
}

/** The order that marks this export. */
export const inOrderOf = <P extends { id: string }>(ctx: Ctx, exportId: string, members: P[]): P[] =>
  members
    .map((p) => [ctx.vault.hash('export', `${exportId} ${p.id}`).toString('hex'), p] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, p]) => p);

async function load(ctx: Ctx, id: string): Promise<store.ExportRow> {
  const row = await store.lockExport(ctx.tx, ctx.network.id, id);
  if (!row || !coversExport(ctx.actor, row)) throw notFound('export');
  return row;
}

const said: Record<ExportState, string> = {
  waiting: 'nobody has approved it yet',
  approved: 'it is approved already',
  refused: 'it was refused',
  taken: 'it was taken, and that is possible once',
  expired: 'a day has gone by and it has ended',
};

function mustBe(wanted: ExportState, row: store.ExportRow, now: Date): void {
  const state = exportState(row, now);
  if (state !== wanted)
    throw conflict(
      `This cannot be done with the export: ${said[state]}.`,
      { state },
      'Ask for a new one if you need it.',
    );
}

async function shown(ctx: Ctx, rows: store.ExportRow[]): Promise<PeopleExport[]> {
  const signs = await callSigns(
    ctx,
    rows.flatMap((r) => [r.by, r.decidedBy]).filter((id) => id !== null),
  );
  return rows.map((row) => {
    const state = exportState(row, ctx.now);
    const verbs = abilities(policy, ctx.actor, 'export', row);
    return {
      id: row.id,
      chapterId: row.chapterId,
      named: row.named,
      month: row.month,
      reason: ctx.vault.decrypt<string>(row.reason, reasonBound(row.id)),
      by: signs.get(row.by) ?? '',
      at: row.at.toISOString(),
      state,
      decidedBy: signs.get(row.decidedBy ?? '') ?? null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      until: state === 'waiting' || state === 'approved' ? exportUntil(row).toISOString() : null,
      can: verbs.filter(
        (v) => (v === 'decide' && state === 'waiting') || (v === 'take' && state === 'approved'),
      ),
    };
  });
}
