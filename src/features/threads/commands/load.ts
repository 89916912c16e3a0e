import type { Ctx } from '../../../platform/context.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { forbidden, notFound } from '../../../platform/problem.ts';
import { FILE_WAYS } from '../../channels/index.ts';
import {
  addressOfDetention,
  addressOfThread,
  detentionsOf,
  type Reporter,
  reportersOf,
  type Said,
} from '../../hotline/index.ts';
import { people } from '../../people/index.ts';
import { THREAD_KINDS, type ThreadKind } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

/** With whom a thread is, and what they said that is kept elsewhere. */
export interface Loaded {
  id: string;
  kind: ThreadKind;
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

/** Where a reply goes; null where it waits on the page of the receipt. */
export const receiverOf = async (ctx: Ctx, { id, kind }: Pick<Loaded, 'id' | 'kind'>) =>
  kind === 'member'
    ? { personId: id }
    : kind === 'detention'
      ? addressOfDetention(ctx, id)
      : addressOfThread(ctx, id);

/** The one of the desk who acts. */
export function member(ctx: Ctx): string {
  if (!ctx.actor.personId) throw forbidden('writing to people without being a member');
  return ctx.actor.personId;
}

/** The kinds of threads that this actor reads. */
export const kindsOf = (ctx: Ctx): ThreadKind[] =>
  THREAD_KINDS.filter((kind) => can(policy, ctx.actor, 'read', 'thread', { kind }));

/** These threads, as far as this actor may see them. */
export async function loadAll(
  ctx: Ctx,
  ids: readonly string[],
  rows: readonly store.ThreadRow[],
): Promise<Loaded[]> {
  const kinds = kindsOf(ctx);
  const nobody = { reporters: new Map<string, Reporter>(), said: [] as Said[] };
  const desk = kinds.includes('reporter') ? await reportersOf(ctx, ids) : nobody;
  const legal = kinds.includes('detention') ? await detentionsOf(ctx, ids) : nobody;
  const others = ids.filter((id) => !desk.reporters.has(id) && !legal.reporters.has(id));
  const members = new Map((kinds.includes('member') ? await people(ctx, others) : []).map((p) => [p.id, p]));
  return ids.flatMap((id): Loaded[] => {
    const row = rows.find((r) => r.id === id) ?? null;
    for (const [kind, { reporters, said }] of [
      ['reporter', desk],
      ['detention', legal],
    ] as const) {
      const reporter = reporters.get(id);
      const own = said.filter((s) => s.threadId === id);
      if (reporter)
        return [{ id, row, kind, callSign: null, reporter, language: reporter.language, said: own }];
    }
    const person = members.get(id);
    if (!person) return [];
    const language = person.languages[0] ?? 'en';
    return [{ id, row, kind: 'member', callSign: person.callSign, reporter: null, language, said: [] }];
  });
}

/** A thread with which this actor may do this. Throws 403, and 404 for one that they may not see. */
export async function load(ctx: Ctx, id: string, verb: string): Promise<Loaded> {
  authorize(policy, ctx.actor, verb, 'thread');
  const row = await store.selectThread(ctx, id);
  const [thread] = await loadAll(ctx, [id], row ? [row] : []);
  if (!thread) throw notFound('thread');
  authorize(policy, ctx.actor, verb, 'thread', thread);
  return thread;
}
