import type { Ctx } from '../../../platform/context.ts';
import { forbidden, notFound } from '../../../platform/problem.ts';
import { FILE_WAYS } from '../../channels/index.ts';
import { type Reporter, reportersOf, type Said } from '../../hotline/index.ts';
import { people } from '../../people/index.ts';
import * as store from '../store.ts';

/** With whom a thread is, and what they said that is kept elsewhere. */
export interface Loaded {
  id: string;
  kind: 'reporter' | 'member';
  callSign: string | null;
  reporter: Reporter | null;
  language: string;
  said: Said[];
  /** Null where nothing was said yet but a first report. */
  row: store.ThreadRow | null;
}

/** Whether a file can go there; to a member it goes where one of their ways carries it. */
export const carriesFiles = ({ kind, reporter }: Loaded): boolean =>
  kind === 'member' || (reporter?.way != null && FILE_WAYS.includes(reporter.way));

/** The one of the desk who acts. */
export function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('writing to people without being a member');
  return ctx.actor.personId;
}

/** These threads, as far as the desk may see them; what is of the legal desk alone is left out. */
export async function loadAll(
  ctx: Ctx,
  ids: readonly string[],
  rows: readonly store.ThreadRow[],
): Promise<Loaded[]> {
  const { reporters, said } = await reportersOf(ctx, ids);
  const others = ids.filter((id) => !reporters.has(id));
  const members = new Map((await people(ctx, others)).map((p) => [p.id, p]));
  return ids.flatMap((id): Loaded[] => {
    const row = rows.find((r) => r.id === id) ?? null;
    const reporter = reporters.get(id);
    const own = said.filter((s) => s.threadId === id);
    if (reporter)
      return [
        { id, row, kind: 'reporter', callSign: null, reporter, language: reporter.language, said: own },
      ];
    const person = members.get(id);
    if (!person) return [];
    const language = person.languages[0] ?? 'en';
    return [{ id, row, kind: 'member', callSign: person.callSign, reporter: null, language, said: [] }];
  });
}

/** A thread that the desk may see. Throws 404. */
export async function load(ctx: Ctx, id: string): Promise<Loaded> {
  const row = await store.selectThread(ctx, id);
  const [thread] = await loadAll(ctx, [id], row ? [row] : []);
  if (!thread) throw notFound('thread');
  return thread;
}
