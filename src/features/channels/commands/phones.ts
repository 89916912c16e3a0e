import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { notFound } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import type { Phone, PhoneMessage } from '../contract.ts';
import { normalAddress } from '../rules.ts';
import * as store from '../store.ts';
import { fileNames } from './letters.ts';
import { addressKey } from './send.ts';

/** How many lines are looked through for the phones that have something to show. */
const recentLines = 3000;
const linesOfOne = 300;

/** Throws 404 outside a demo: there is no such wall. */
export function onlyInDemo(ctx: Pick<Ctx, 'network'>): void {
  if (!ctx.network.demo) throw notFound('page');
}

const bodyOf = (ctx: Ctx, line: store.Line) =>
  ctx.vault.decrypt<string>(line.body, { record: line.id, field: 'body' });
const addressOf = (ctx: Ctx, line: store.Line) =>
  ctx.vault.decrypt<string>(line.address, { record: line.id, field: 'address' });

/** The wall: phones with something on them, the newest first; with `q`, quiet ones too. */
export async function phones(ctx: Ctx, q: string, limit: number): Promise<Phone[]> {
  onlyInDemo(ctx);
  const byKey = new Map<string, store.Line[]>();
  for (const line of await store.selectLines(ctx, null, recentLines)) {
    const key = line.addressKey.toString('hex');
    byKey.set(key, [...(byKey.get(key) ?? []), line]);
  }
  const busy = await present(ctx, [...byKey.values()]);
  const wanted = q.trim().toLowerCase();
  if (!wanted) return busy.slice(0, limit);
  const all = [...busy, ...(await quietPhones(ctx, new Set(busy.map((p) => p.address))))];
  const digits = wanted.replace(/\D/g, '');
  return all
    .filter((p) => p.callSign.toLowerCase().includes(wanted) || (digits !== '' && p.address.includes(digits)))
    .slice(0, limit);
}

async function present(ctx: Ctx, threads: store.Line[][]): Promise<Phone[]> {
  const ids = threads.flatMap(([line]) => (line!.personId ? [line!.personId] : []));
  const members = new Map((await people(ctx, ids)).map((p) => [p.id, p]));
  return threads.map((lines) => {
    const last = lines[0]!;
    const member = last.personId ? members.get(last.personId) : undefined;
    return {
      address: addressOf(ctx, last),
      personId: last.personId,
      callSign: member?.callSign ?? '',
      language: member ? textLang(member.languages) : (lines.find((l) => l.language)?.language ?? 'en'),
      last: { at: last.at.toISOString(), from: last.from, body: bodyOf(ctx, last), drill: last.drill },
      count: lines.length,
    };
  });
}

async function quietPhones(ctx: Ctx, busy: Set<string>): Promise<Phone[]> {
  const rows = await store.selectAllAddresses(ctx);
  const members = new Map(
    (
      await people(
        ctx,
        rows.map((r) => r.personId),
      )
    ).map((p) => [p.id, p]),
  );
  return rows
    .filter((row) => row.kind === 'wall')
    .map((row) => ({
      address: ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' }),
      personId: row.personId,
      callSign: members.get(row.personId)?.callSign ?? '',
      language: textLang(members.get(row.personId)?.languages ?? []),
      last: null,
      count: 0,
    }))
    .filter((p) => !busy.has(p.address));
}

/** One phone with its messages, the oldest first. An unknown number is a new phone without messages. */
export async function phone(ctx: Ctx, address: string): Promise<{ phone: Phone; messages: PhoneMessage[] }> {
  onlyInDemo(ctx);
  const number = normalAddress('wall', address);
  const key = addressKey(ctx.vault, 'wall', number);
  const lines = await store.selectLines(ctx, key, linesOfOne);
  const files = await fileNames(
    ctx,
    lines.map((l) => l.id),
  );
  const personId = await store.selectPersonAt(ctx, [key]);
  const [member] = personId ? await people(ctx, [personId]) : [];
  const [shown] = lines.length > 0 ? await present(ctx, [lines]) : [];
  return {
    phone: shown ?? {
      address: number,
      personId,
      callSign: member?.callSign ?? '',
      language: textLang(member?.languages ?? []),
      last: null,
      count: 0,
    },
    messages: lines
      .map((line) => ({
        id: line.id,
        at: line.at.toISOString(),
        from: line.from,
        body: bodyOf(ctx, line),
        file: files.get(line.id)?.name ?? null,
        purpose: line.purpose,
        urgent: line.urgent,
        drill: line.drill,
        state: line.state,
      }))
      .reverse(),
  };
}
