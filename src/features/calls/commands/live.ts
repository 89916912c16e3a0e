import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { isOpenDetention, receiveReports } from '../../hotline/index.ts';
import { callSigns } from '../../people/index.ts';
import { say } from '../messages.ts';
import * as store from '../store.ts';
import { langOf } from './common.ts';

/** Who was cut off and calls again within this time goes on with what was begun. */
const againMinutes = 60;

/**
 * The report of somebody detained that a live call makes when it is taken, or belongs to: so that the legal desk has an
 * intake with the call while the caller still talks. Who calls from a withheld number, or a browser, always makes a new one.
 */
export async function reportOfLive(ctx: Ctx, call: store.CallRow): Promise<string> {
  if (call.reportId) return call.reportId;
  const earlier = await begun(ctx, call);
  if (earlier) return earlier;
  const id = newId();
  const { language, origin, drill } = call;
  await receiveReports(ctx, [
    {
      ...{ id, door: 'voice', kind: 'detained', language, tense: 'before', where: {}, origin, drill },
      what: say(langOf(ctx, language), 'liveCall'),
      // Who was answered is no flood.
      uncounted: true,
    },
  ]);
  return id;
}

async function begun(ctx: Ctx, { id, door, origin, proven, drill }: store.CallRow): Promise<string | null> {
  if (door !== 'phone' || !proven) return null;
  const since = plusMinutes(ctx.now, -againMinutes);
  const before = await store.selectLegalSince(ctx, origin, since);
  const last = before.filter((call) => call.id !== id && call.reportId && call.drill === drill).at(-1);
  return last && (await isOpenDetention(ctx, last.reportId!)) ? last.reportId : null;
}

/** A call as the record of what was said in it keeps it. */
export interface CallFacts {
  id: string;
  reportId: string;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  /** Who spoke with them last. */
  answeredBy: string | null;
  callSign: string | null;
}

/** The calls in which these reports were made, the oldest first; the caller has made sure that the actor may see them. */
export async function callsOf(ctx: Ctx, reportIds: readonly string[]): Promise<CallFacts[]> {
  const rows = await store.selectCallsOfReports(ctx, reportIds);
  const names = await callSigns(
    ctx,
    rows.flatMap((r) => r.answeredBy ?? []),
  );
  return rows.map(({ id, reportId, startedAt, answeredAt, endedAt, answeredBy }) => ({
    ...{ id, reportId: reportId!, startedAt, answeredAt, endedAt, answeredBy },
    callSign: (answeredBy && names.get(answeredBy)) ?? null,
  }));
}
