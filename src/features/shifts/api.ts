import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listShiftsNow, async (ctx) => ({
    items: (await commands.listNow(ctx)).map((s) => ({
      ...s,
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
    })),
  })),
];
