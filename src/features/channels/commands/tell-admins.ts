import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { alarmKind, people, peopleHolding } from '../../people/index.ts';
import { say } from '../messages.ts';
import { send } from './send.ts';

/** Tells every admin of an alarm about who looks at members: that there is one, not whom it is about. */
export async function tellAdmins(ctx: Ctx, alarmId: string): Promise<void> {
  const kind = await alarmKind(ctx, alarmId);
  if (!kind) return;
  const admins = await people(ctx, await peopleHolding(ctx, 'admin'));
  await send(
    ctx,
    admins.map(({ id, languages }) => {
      const language = textLang(languages);
      return {
        to: { personId: id },
        body: say(language, kind === 'canary' ? 'alarmCanary' : 'alarmOverrun', {
          network: ctx.network.name,
        }),
        language,
        purpose: 'alarm',
        subject: alarmId,
        urgent: true,
      };
    }),
  );
}
