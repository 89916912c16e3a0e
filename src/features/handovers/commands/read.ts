import type { Ctx } from '../../../platform/context.ts';
import { boxOf } from '../../../platform/crypto/vault.ts';
import { abilities, authorize } from '../../../platform/policy.ts';
import { callSigns } from '../../people/index.ts';
import { type Duty, onDuty } from '../../shifts/index.ts';
import type { SentHandover, Thing } from '../contract.ts';
import { policy } from '../policy.ts';
import { atDesk } from '../rules.ts';
import * as store from '../store.ts';
import { openThings } from './things.ts';

const isOver = (ctx: Ctx, duty: Duty) => duty.dueAt !== null && duty.dueAt <= ctx.now;

const noteOf = (row: store.HandoverRow | null | undefined) =>
  row?.note ? boxOf<string>(row.note, { record: row.id, field: 'note' }) : null;

/** What waits to be taken over: offered, forgotten, left behind. One's own is not among them. */
export async function handovers(ctx: Ctx): Promise<SentHandover[]> {
  authorize(policy, ctx.actor, 'read', 'handover');
  const duties = (await onDuty(ctx)).filter((d) => !d.learner && d.personId !== ctx.actor.personId);
  const rows = await store.selectWaiting(
    ctx,
    duties.map((d) => d.id),
  );
  const offered = new Map(rows.map((row) => [row.id, row]));
  const waiting = duties.filter((d) => offered.has(d.id) || (atDesk(d.role) && isOver(ctx, d)));
  const left = rows.filter((row) => row.state === 'unowned');
  const signs = await callSigns(
    ctx,
    [...waiting, ...left].map((w) => w.personId),
  );
  const present = async (
    of: { id: string; personId: string; role: SentHandover['role'] },
    more: Pick<SentHandover, 'state' | 'since' | 'until'>,
    things: Thing[],
  ): Promise<SentHandover> => ({
    ...{ id: of.id, personId: of.personId, role: of.role, ...more, things },
    callSign: signs.get(of.personId) ?? '–',
    note: noteOf(offered.get(of.id)),
    can: abilities(policy, ctx.actor, 'handover', of).filter((verb) => verb === 'take'),
  });
  const found: SentHandover[] = [];
  for (const row of left) {
    const since = { since: row.at.toISOString(), until: null };
    found.push(await present(row, { state: 'unowned', ...since }, row.things.map(bare)));
  }
  for (const duty of waiting) {
    const row = offered.get(duty.id);
    const times = { since: (row?.at ?? duty.dueAt!).toISOString(), until: duty.dueAt?.toISOString() ?? null };
    found.push(
      await present(
        duty,
        { state: row ? 'offered' : 'over', ...times },
        await openThings(ctx, duty.personId),
      ),
    );
  }
  return found;
}

const bare = (ref: store.ThingRef): Thing => ({ ...ref, at: null, number: null, about: null });

/** The actor's own: duties at the desk, what is open with them, and to whom it could go. */
export async function mine(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'ownHandover');
  const me = ctx.actor.personId!;
  const all = await onDuty(ctx);
  const duties = all.filter((d) => d.personId === me && !d.learner);
  const dispatchers = all.filter((d) => d.role === 'dispatcher' && d.personId !== me && !d.learner);
  const signs = await callSigns(
    ctx,
    dispatchers.map((d) => d.personId),
  );
  const rows = await Promise.all(duties.map((d) => store.selectHandover(ctx, d.id)));
  return {
    duties: duties.map((d, n) => ({
      ...{ id: d.id, role: d.role, since: d.beganAt.toISOString(), isOver: isOver(ctx, d) },
      until: d.dueAt?.toISOString() ?? null,
      offered: rows[n]?.state === 'offered',
      note: noteOf(rows[n]),
    })),
    things: await openThings(ctx, me),
    dispatchers: dispatchers.map(({ personId }) => ({ personId, callSign: signs.get(personId) ?? '–' })),
  };
}
