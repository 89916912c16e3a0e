import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { alarmKind, people, peopleHolding } from '../../people/index.ts';
import { type Key, say } from '../messages.ts';
import { send } from './send.ts';

/** Tells every admin of an alarm about who looks at members: that there is one, not whom it is about. */
export async function tellAdmins(ctx: Ctx, alarmId: string): Promise<void> {
  const kind = await alarmKind(ctx, alarmId);
  if (kind) await tell(ctx, alarmId, kind === 'canary' ? 'alarmCanary' : 'alarmOverrun', true);
}

/** Tells every admin once that vouches were flagged: not whose they are, and not urgent, since nothing follows by itself. */
export const tellOfFlag = (ctx: Ctx, flagId: string): Promise<void> =>
  tell(ctx, flagId, 'alarmVouches', false);

async function tell(ctx: Ctx, subject: string, key: Key, urgent: boolean): Promise<void> {
  const admins = await people(ctx, await peopleHolding(ctx, 'admin'));
  await send(
    ctx,
    admins.map(({ id, languages }) => {
      const language = textLang(languages);
      const body = say(language, key, { network: ctx.network.name });
      return { to: { personId: id }, body, language, purpose: 'alarm', subject, urgent };
    }),
  );
}
