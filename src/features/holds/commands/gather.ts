import type { Ctx } from '../../../platform/context.ts';
import type { About, Expiring, KnowsAbout } from '../../../platform/keeping.ts';
import type { Subject } from '../rules.ts';

/** A report belongs to an incident that was merged into another: three steps, and one to spare. */
const steps = 4;

/** What is known of these records and of what they belong to, by id. */
async function follow(ctx: Ctx, abouts: KnowsAbout[], ids: string[]): Promise<Map<string, About>> {
  const known = new Map<string, About>();
  const asked = new Set<string>();
  let next = [...new Set(ids)];
  for (let step = 0; step < steps && next.length > 0; step++) {
    for (const id of next) asked.add(id);
    const found: About[] = [];
    for (const about of abouts)
      for (const [id, one] of await about(ctx, next)) {
        known.set(id, one);
        found.push(one);
      }
    next = [...new Set(found.flatMap((one) => one.records))].filter((id) => !asked.has(id));
  }
  return known;
}

/** Everything that each row is about, through all it belongs to; and its end, which is the last of all their ends. */
export async function gather(
  ctx: Ctx,
  abouts: KnowsAbout[],
  rows: Expiring[],
): Promise<Map<string, { subject: Subject; ended: Date | null }>> {
  const known = await follow(
    ctx,
    abouts,
    rows.flatMap((row) => row.about.records),
  );
  return new Map(rows.map((row) => [row.id, together(row, known)]));
}

function together({ id, about }: Expiring, known: ReadonlyMap<string, About>) {
  const records = new Set([id]);
  const parts: About[] = [about];
  for (const part of parts)
    for (const one of part.records.filter((r) => !records.has(r))) {
      records.add(one);
      const more = known.get(one);
      if (more) parts.push(more);
    }
  const ends = parts.map((p) => p.ended);
  const given = (values: (string | null | undefined)[]) =>
    new Set(values.filter((v) => v !== null && v !== undefined));
  return {
    subject: {
      records,
      persons: new Set(parts.flatMap((p) => p.persons)),
      times: parts.map((p) => p.at),
      zones: given(parts.map((p) => p.zoneId)),
      cells: given(parts.map((p) => p.cell)),
    },
    ended: ends.includes(null) ? null : new Date(Math.max(...ends.map((e) => e!.getTime()))),
  };
}

/** What a record is; null when no feature knows it. */
export async function nounOf(ctx: Ctx, abouts: KnowsAbout[], id: string): Promise<string | null> {
  for (const about of abouts) {
    const found = (await about(ctx, [id])).get(id);
    if (found) return found.noun;
  }
  return null;
}
