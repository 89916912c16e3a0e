import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { languageTag, textLang } from '../../../platform/i18n/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { mustRenew, people } from '../../people/index.ts';
import { say } from '../messages.ts';
import { send } from './send.ts';

const day = 24 * 60;
/** So many days before what was signed stops to count, who has not renewed it is told once more. */
const againDays = 3;

/** The conduct agreement has changed: who signed the former is told, now and once more before it stops to count. */
export async function followAgreement(ctx: Ctx): Promise<void> {
  const { until } = await tellAgreement(ctx, 'agreementChanged');
  const again = plusMinutes(until, -againDays * day);
  if (again > ctx.now) await enqueue(ctx, 'channels.agreementEnds', {}, again, `agreement ${ctx.network.id}`);
}

/** Who has renewed it meanwhile is left in peace. */
export async function remindOfAgreement(ctx: Ctx): Promise<void> {
  const { until } = await mustRenew(ctx);
  if (until > ctx.now) await tellAgreement(ctx, 'agreementEnds');
}

async function tellAgreement(ctx: Ctx, key: 'agreementChanged' | 'agreementEnds'): Promise<{ until: Date }> {
  const { ids, until } = await mustRenew(ctx);
  await send(
    ctx,
    (await people(ctx, ids)).map(({ id, languages }) => {
      const language = textLang(languages);
      const date = new Intl.DateTimeFormat(languageTag(language), {
        ...{ day: 'numeric', month: 'long', timeZone: ctx.network.timeZone },
      });
      return {
        to: { personId: id },
        body: say(language, key, { network: ctx.network.name, until: date.format(until) }),
        language,
        purpose: 'agreement',
        subject: ctx.network.id,
      };
    }),
  );
  return { until };
}
