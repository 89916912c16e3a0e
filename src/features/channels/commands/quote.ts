import type { Config } from '../../../platform/config.ts';
import type { Ctx } from '../../../platform/context.ts';
import { providersOf } from '../providers/index.ts';
import { markDrill, quoteOf } from '../rules.ts';
import type { Quoted } from '../types.ts';
import { nameOf, targetsOf } from './send.ts';

/**
 * What sending these would cost: each to its person's best way that did not say STOP and that something here delivers on,
 * as the ledger would choose it. What goes another way later, because it was not heard, comes on top.
 */
export async function quote(ctx: Ctx, config: Config, messages: readonly Quoted[]) {
  const known = await targetsOf(ctx, messages);
  const kinds = new Set(providersOf(config, ctx.network).flatMap((p) => p.kinds));
  return quoteOf(
    messages.map(({ to, body, language, drill }) => {
      const target = (known.get(nameOf(to)) ?? []).find((t) => !t.stopped && kinds.has(t.kind));
      return {
        kind: target?.kind ?? null,
        address: target?.address ?? '',
        body: drill && typeof body === 'string' ? markDrill(body, language) : body,
      };
    }),
  );
}
