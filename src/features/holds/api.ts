import { type Route, serve } from '../../platform/http/route.ts';
import * as holds from './commands/holds.ts';
import * as kept from './commands/kept.ts';
import type { House } from './commands/purge.ts';
import * as c from './contract.ts';

const date = (text: string | null | undefined) => (text ? new Date(text) : null);

export const routes = (house: House): Route[] => [
  serve(c.listHolds, async (ctx, { query }) => ({ items: await holds.list(ctx, query.open === '1') })),
  serve(c.placeHold, (ctx, { body }) =>
    holds.place(ctx, house, {
      id: body.id,
      reason: body.reason,
      recordId: body.recordId ?? null,
      personId: body.personId ?? null,
      from: date(body.from),
      to: date(body.to),
      zoneId: body.zoneId ?? null,
      cell: body.cell ?? null,
    }),
  ),
  serve(c.releaseHold, (ctx, { params, body }) => holds.release(ctx, params.id, body.reason)),
  serve(c.readDays, (ctx) => kept.days(ctx)),
  serve(c.listKept, (ctx) => kept.kept(ctx, house)),
  serve(c.setKept, (ctx, { params, body }) => kept.setDays(ctx, house, params.kind, body)),
];
