import type { Ctx } from '../../../platform/context.ts';
import { send } from '../../channels/index.ts';
import { say } from '../messages.ts';
import type { ShiftRow } from '../store.ts';
import { readersOf, roleName, when } from '../words.ts';

/** Tells the holders of shifts that have not ended what became of them. */
export async function tell(
  ctx: Ctx,
  what: 'given' | 'off' | 'moved',
  shifts: Pick<ShiftRow, 'id' | 'personId' | 'role' | 'startsAt' | 'endsAt'>[],
): Promise<void> {
  const ahead = shifts.filter((s) => s.endsAt > ctx.now);
  const readers = await readersOf(
    ctx,
    ahead.map((s) => s.personId),
  );
  const zone = ctx.network.timeZone;
  await send(
    ctx,
    ahead.map((s) => {
      const language = readers.get(s.personId) ?? 'en';
      const body = say(language, what, {
        network: ctx.network.name,
        role: roleName(language, s.role),
        from: when(language, s.startsAt, zone),
        to: when(language, s.endsAt, zone),
      });
      return { to: { personId: s.personId }, body, language, purpose: 'shift', subject: s.id };
    }),
  );
}
