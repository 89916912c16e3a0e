import type { Ctx } from '../../../platform/context.ts';
import { clockTime } from '../../../platform/i18n/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Action } from '../contract.ts';
import { isKey, say } from '../messages.ts';
import { lineFor } from '../rules.ts';
import * as store from '../store.ts';
import type { AnswerOut } from './answer.ts';
import { briefOf, langFor, meetOf, signsOf } from './common.ts';
import { leavesUnsaid } from './go.ts';

/** What somebody who answered is told: what was understood, and what is next. `row` as it is after the answer. */
export async function replyTo(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  result: AnswerOut,
): Promise<string> {
  const lang = langFor(row);
  const { code } = callout;
  if (result.outcome === 'refused') {
    const key = `refused.${result.why}`;
    return isKey(key) ? `${code}: ${say(lang, key)}` : say(lang, 'notNow', { code });
  }
  if (result.outcome === 'declined')
    return say(lang, result.was === 'withdrawn' ? 'withdrawn' : 'declined', { code });
  if (result.outcome === 'reserve') return reserveReply(ctx, row, code);
  if (result.was === 'eta') return etaReply(ctx, row, callout);
  return acceptedReply(ctx, row, callout);
}

async function reserveReply(ctx: Ctx, row: store.AssignmentRow, code: string): Promise<string> {
  const relieved = row.relieves ? await store.selectAssignment(ctx, row.relieves) : null;
  if (!relieved) return say(langFor(row), 'reserve', { code });
  const name = (await signsOf(ctx, [relieved.personId])).get(relieved.personId) ?? '';
  return say(langFor(row), 'promise', { code, name });
}

function etaReply(ctx: Ctx, row: store.AssignmentRow, callout: store.CalloutRow): string {
  const minutes = row.etaAt ? Math.max(1, Math.round((row.etaAt.getTime() - ctx.now.getTime()) / 60_000)) : 0;
  return say(langFor(row), 'eta', { code: callout.code, minutes, meet: meetOf(ctx, callout).label });
}

/** The meet point, who with, and the five lines. */
async function acceptedReply(ctx: Ctx, row: store.AssignmentRow, callout: store.CalloutRow): Promise<string> {
  const lang = langFor(row);
  const { conduct } = await currentPlaybook(ctx);
  const others = (await store.selectSeatedAt(ctx, [row.incidentId])).filter((r) => r.id !== row.id);
  const signs = await signsOf(
    ctx,
    others.map((r) => r.personId),
  );
  const names = [...signs.values()].join(', ');
  const isAlone = callout.manner === 'pair' && !names;
  const brief = briefOf(ctx, callout);
  return say(lang, 'accepted', {
    code: callout.code,
    meet: meetOf(ctx, callout).label,
    brief: brief ? say(lang, 'brief') : '',
    team: names ? say(lang, 'team', { names }) : isAlone ? say(lang, 'alone') : '',
    waits: isAlone ? 'yes' : 'no',
    lines: conduct.lines.map((line, i) => `${i + 1}. ${lineFor(callout, line)[lang]}`).join('\n'),
  });
}

/** What somebody who did a step is told. `row` as it is after it. */
export function nextAfter(
  ctx: Ctx,
  row: store.AssignmentRow,
  callout: store.CalloutRow,
  action: Action,
): string {
  const lang = langFor(row);
  const { code } = callout;
  const number = ctx.network.emergencyNumber;
  const time = row.checkInDueAt ? clockTime(lang, row.checkInDueAt, ctx.network.timeZone) : '';
  const minutes = callout.checkInMinutes;
  switch (action) {
    case 'en-route':
      return say(lang, 'enRoute', { code, meet: meetOf(ctx, callout).label });
    case 'on-scene':
      return say(lang, callout.purpose === 'verify' ? 'onSceneVerify' : 'onScene', { code, minutes, time });
    case 'check-in':
      return say(lang, 'checkIn', { code, time });
    case 'finding':
      return say(lang, 'finding', { code, finding: row.finding ?? 'cannot_tell' });
    case 'depart':
      return say(lang, leavesUnsaid({ row, callout }) ? 'departedUnsaid' : 'departed', { code });
    case 'debrief':
      return say(lang, 'debriefed', { code });
    case 'told-to-move':
      return say(lang, 'told', { code });
    case 'need':
      return say(lang, 'need', { code, who: row.needWho ?? 'desk', number });
    case 'emergency':
      return say(lang, 'emergency', { code, number });
    case 'stand-down-ack':
      return say(lang, 'acked', { code, going: row.state === 'on_scene' ? 'yes' : 'no' });
    case 'conduct':
      return say(lang, 'conduct', { code });
    case 'picture':
      return say(lang, 'picture', { code });
    default:
      return say(lang, 'note', { code });
  }
}
