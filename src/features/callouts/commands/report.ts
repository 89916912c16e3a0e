import type { Ctx } from '../../../platform/context.ts';
import { isSealed, type SealedInput } from '../../../platform/http/sealed.ts';
import { authorize } from '../../../platform/policy.ts';
import { mediaOf } from '../../evidence/index.ts';
import { addSource, incident } from '../../incidents/index.ts';
import { sealFor } from '../../keys/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Finding } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { tellWent } from './practice.ts';
import { type Act, step } from './steps.ts';

/** An order to move: what was said, and that it was obeyed. */
export const toldToMove = (
  ctx: Ctx,
  id: string,
  act: Act & { order: string | SealedInput; obeyed: boolean },
) => step(ctx, 'told-to-move', id, act, () => ({ data: { obeyed: act.obeyed }, words: act.order }));

export const writeNote = (ctx: Ctx, id: string, act: Act & { words: string | SealedInput }) =>
  step(ctx, 'note', id, act, () => ({ words: act.words }));

/** A picture that is on disk already; `media` is its id. */
export const addPicture = (ctx: Ctx, id: string, act: Act, media: string) =>
  step(ctx, 'picture', id, act, () => ({ data: { media } }));

const says = {
  confirmed: 'seen',
  nothing_there: 'nothing',
  other_agency: 'other_agency',
  cannot_tell: 'cannot_tell',
} as const;

/**
 * What a verifier saw becomes a source of the incident; the desk decides on it. A finding that reaches us after the
 * end stays on the timeline.
 */
export const find = (
  ctx: Ctx,
  id: string,
  act: Act & { finding: Finding; words?: string | SealedInput | undefined },
) =>
  step(ctx, 'finding', id, act, async ({ row, callout, at }) => ({
    change: { finding: act.finding },
    data: { finding: act.finding },
    ...(act.words ? { words: act.words } : {}),
    follow: async () => {
      await tellWent(ctx, row, callout);
      const { concludedAt, mergedInto } = await incident(ctx, row.incidentId);
      if (concludedAt || mergedInto) return;
      await addSource(ctx, row.incidentId, {
        id: act.id,
        kind: 'verifier',
        personId: row.personId,
        firstHand: true,
        picture: (await mediaOf(ctx, [row.id])).length > 0,
        says: says[act.finding],
        onScene: true,
        at,
      });
    },
  }));

/** A dispatcher enters what a verifier who was sent told on the telephone. Throws 404, 409 where they were not there. */
export function findFor(
  ctx: Ctx,
  id: string,
  act: Act & { finding: Finding; words?: string | SealedInput | undefined },
): Promise<store.AssignmentRow> {
  authorize(policy, ctx.actor, 'finding', 'assignment');
  return find(ctx, id, act);
}

type Answers = Record<string, string | number | boolean>;

/** Answers to the playbook's questions; sealed. Sending again replaces them. */
export const debrief = (
  ctx: Ctx,
  id: string,
  act: Act & { answers: Answers | SealedInput; said?: SealedInput | undefined },
) =>
  step(ctx, 'debrief', id, act, async ({ row, callout }) => ({
    words: isSealed(act.answers) ? act.said : await inWords(ctx, row.incidentId, act.answers),
    follow: async () => {
      const { answers } = await sealFor(ctx, ['desk'], id, { answers: act.answers });
      await store.upsertDebrief(ctx, id, answers);
      await tellWent(ctx, row, callout);
    },
  }));

/** The answers as the timeline shows them: each question in a line with what was said. */
async function inWords(ctx: Ctx, incidentId: string, answers: Answers): Promise<string> {
  const { playbook } = await incident(ctx, incidentId);
  const questions = (await currentPlaybook(ctx, playbook)).debrief;
  const lines = Object.entries(answers).map(([id, said]) => {
    const question = questions.find((q) => q.id === id);
    const option = question?.options?.find((o) => o.id === said)?.label.en;
    return `${question?.ask.en ?? id} ${option ?? (said === true ? 'yes' : said === false ? 'no' : said)}`;
  });
  return lines.join('\n');
}
