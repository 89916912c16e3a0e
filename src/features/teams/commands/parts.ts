import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { authorize } from '../../../platform/policy.ts';
import { notFound } from '../../../platform/problem.ts';
import { send } from '../../channels/index.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { activeMe, mustLeadOr, readersOf, teamToChange } from './common.ts';

const changed = (ctx: Ctx, id: string, person: string) =>
  emit(ctx, { kind: 'team.changed', subject: id, data: { person } });

/** A member asks to join; its leads are told. Again is the same ask. Throws 404 for a team of another chapter. */
export async function join(ctx: Ctx, id: string): Promise<{ id: string }> {
  authorize(policy, ctx.actor, 'join', 'ownTeams');
  const me = await activeMe(ctx);
  const team = await teamToChange(ctx, id);
  if (team.chapterId && team.chapterId !== me.chapterId) throw notFound('team');
  const members = await store.selectMembers(ctx, [id]);
  if (members.some((m) => m.personId === me.id)) return { id };
  await store.insertMembers(ctx, [{ teamId: id, personId: me.id, part: 'asking' }]);
  await changed(ctx, id, me.id);
  const leads = members.filter((m) => m.part === 'lead').map((m) => m.personId);
  await tell(ctx, leads, 'asksToJoin', { team: team.name, callSign: me.callSign, teamId: id });
  return { id };
}

/** One tap, and no question why; who is not in it has left already. Throws 404 for a team that is not there. */
export async function leave(ctx: Ctx, id: string): Promise<{ id: string }> {
  authorize(policy, ctx.actor, 'leave', 'ownTeams');
  await teamToChange(ctx, id);
  const me = ctx.actor.personId!;
  if (await store.deleteMember(ctx, id, me)) await changed(ctx, id, me);
  return { id };
}

/**
 * Takes somebody in who asked, makes a lead, or takes out (null). A lead decides about those who ask; the rest is for a
 * coordinator of the chapter and admins. Throws 403, 404 for who neither asked nor is in it.
 */
export async function setPart(
  ctx: Ctx,
  id: string,
  { personId, part }: { personId: string; part: 'member' | 'lead' | null },
): Promise<{ id: string }> {
  const team = await teamToChange(ctx, id);
  const now = (await store.selectMembers(ctx, [id])).find((m) => m.personId === personId);
  if (now?.part === 'asking' && part !== 'lead') await mustLeadOr(ctx, 'decide', team);
  else authorize(policy, ctx.actor, 'change', 'team', team);
  if (!now) throw notFound('member of this team');
  if (now.part === part) return { id };
  if (part) await store.updatePart(ctx, { teamId: id, personId, part });
  else await store.deleteMember(ctx, id, personId);
  await audit(ctx, { act: 'team.part', subject: personId, data: { team: id, part: part ?? 'out' } });
  await changed(ctx, id, personId);
  const key = part === 'lead' ? 'isLead' : part ? 'isIn' : now.part === 'asking' ? 'isNot' : 'isOut';
  await tell(ctx, [personId], key, { team: team.name, teamId: id });
  return { id };
}

type Told = 'asksToJoin' | 'isLead' | 'isIn' | 'isNot' | 'isOut';

async function tell(
  ctx: Ctx,
  personIds: string[],
  key: Told,
  { teamId, team, callSign = '' }: { teamId: string; team: string; callSign?: string },
): Promise<void> {
  const readers = await readersOf(ctx, personIds);
  await send(
    ctx,
    [...readers].map(([personId, language]) => ({
      to: { personId },
      body: say(language, key, { network: ctx.network.name, team, callSign }),
      ...{ language, purpose: 'team_news', subject: teamId },
    })),
  );
}
