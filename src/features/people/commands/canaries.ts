import { randomInt } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize } from '../../../platform/policy.ts';
import { refused } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import { KNOWN } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { nameBound } from './members.ts';
import { addPeople, type Person } from './people.ts';

/** Members who do not exist, for admins. */
export function canaries(ctx: Ctx): Promise<store.CanaryRow[]> {
  authorize(policy, ctx.actor, 'list', 'canary');
  return store.selectCanaries(ctx.tx, ctx.network.id);
}

/**
 * Makes a member who does not exist: a new observer with languages, zones and home like those of somebody in the
 * chapter, who signed the agreement and was certified today. The same id again is the same canary. Throws 422 in a
 * chapter that has no observer to be like.
 */
export async function makeCanary(
  ctx: Ctx,
  asked: { id: string; chapterId: string; name: string; language?: string | undefined },
): Promise<{ canary: store.CanaryRow; isNew: boolean }> {
  authorize(policy, ctx.actor, 'make', 'canary');
  const known = (await store.selectCanaries(ctx.tx, ctx.network.id)).find((c) => c.personId === asked.id);
  if (known) return { canary: known, isNew: false };
  const { slug, conduct } = await currentPlaybook(ctx);
  const members = await store.selectMembers(ctx.tx, ctx.network.id, slug, asked.chapterId);
  const like = members.filter(
    (p) => p.state === 'active' && p.roles.length === 1 && p.roles[0] === 'observer',
  );
  if (like.length === 0)
    throw refused(
      'Nobody in this chapter could be taken for a model.',
      'Choose a chapter that has observers.',
    );
  const { languages, zoneIds, homeCell, skills, availability } = like[randomInt(like.length)]!;
  const { id, chapterId } = asked;
  await addPeople(ctx, [
    {
      id,
      chapterId,
      zoneIds,
      homeCell,
      skills,
      availability,
      languages: [...new Set([...languages, ...(asked.language ? [asked.language] : [])])],
      roles: ['observer'],
      name: ctx.vault.encrypt(asked.name, nameBound(id)),
    },
  ]);
  await store.insertAgreements(ctx.tx, ctx.network.id, [
    { id: newId(), personId: id, playbook: slug, version: conduct.version, signedAt: ctx.now },
  ]);
  await vouchFor(ctx, id, members);
  await store.insertCanary(ctx.tx, ctx.network.id, { personId: id, by: ctx.actor.personId, at: ctx.now });
  await audit(ctx, { act: 'canary.made', subject: id });
  await emit(ctx, { kind: 'canary.made', subject: id });
  const canary = (await store.selectCanaries(ctx.tx, ctx.network.id)).find((c) => c.personId === id)!;
  return { canary, isNew: true };
}

/** One whom nobody vouched for could be told apart. */
async function vouchFor(ctx: Ctx, personId: string, members: Person[]): Promise<void> {
  const active = members.filter((p) => p.state === 'active' && !p.suspended);
  const first = randomInt(active.length);
  const second = (first + 1 + randomInt(Math.max(1, active.length - 1))) % active.length;
  await store.insertVouches(
    ctx.tx,
    ctx.network.id,
    [...new Set([first, second])].map((n) => ({
      ...{ id: newId(), personId, by: active[n]!.id, kind: 'vouch', words: null, at: ctx.now },
      known: KNOWN[randomInt(KNOWN.length)]!,
    })),
  );
}
