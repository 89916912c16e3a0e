import type { Ctx } from '../../../platform/context.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { can } from '../../../platform/policy.ts';
import { forbidden, notFound, refused } from '../../../platform/problem.ts';
import { asksToCome } from '../../channels/index.ts';
import { type Person, people, person } from '../../people/index.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

export const wordsBound = (record: string) => ({ record, field: 'words' });
export const doesBound = (record: string) => ({ record, field: 'does' });

/** The language in which each is written to. */
export async function readersOf(ctx: Ctx, ids: string[]): Promise<Map<string, Lang>> {
  return new Map((await people(ctx, ids)).map((p) => [p.id, textLang(p.languages)]));
}

/** The member who acts. Throws 422 where they are suspended or not yet a member. */
export async function activeMe(ctx: Ctx): Promise<Person> {
  const me = await person(ctx, ctx.actor.personId!);
  if (me.suspended || me.state === 'left' || me.state === 'applied')
    throw refused('You cannot take part in teams now.', 'Ask your coordinator why, and until when.');
  return me;
}

/** A team that is there, held for this act. Throws 404. */
export async function teamToChange(ctx: Ctx, id: string): Promise<store.TeamRow> {
  const team = await store.lockTeam(ctx, id);
  if (!team) throw notFound('team');
  return team;
}

/** The teams that the member who acts leads; none while they are suspended. */
async function led(ctx: Ctx): Promise<string[]> {
  const { personId } = ctx.actor;
  if (!personId) return [];
  const own = (await store.selectOwn(ctx, personId)).filter((m) => m.part === 'lead');
  return own.length > 0 && !(await person(ctx, personId)).suspended ? own.map((m) => m.teamId) : [];
}

/** Whether the member who acts leads this team. */
export const leads = async (ctx: Ctx, teamId: string): Promise<boolean> => (await led(ctx)).includes(teamId);

export const leadsAny = async (ctx: Ctx): Promise<boolean> => (await led(ctx)).length > 0;

/** Throws 403 for who neither leads the team nor may do it for its chapter. */
export async function mustLeadOr(ctx: Ctx, verb: string, team: store.TeamRow): Promise<void> {
  if (can(policy, ctx.actor, verb, 'team', team) || (await leads(ctx, team.id))) return;
  throw forbidden(`${verb} team`);
}

/** Nobody is called to a scene by words of this feature: what asks somebody to come is refused with 422. */
export function mustNotCall(words: string): void {
  if (asksToCome(words))
    throw refused(
      'This asks somebody to come or to go there, and nobody is sent by a message. It was not sent.',
      'Say what the task is. To send people to a place, use a call-out: it keeps to pairs and to four.',
    );
}
