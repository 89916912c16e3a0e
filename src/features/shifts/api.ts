import { type Route, serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

export const routes: Route[] = [
  serve(c.listShiftsNow, async (ctx) => ({
    items: (await commands.shiftsNow(ctx)).map((s) => ({
      ...s,
      role: s.role as c.ShiftRole,
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
    })),
  })),
];
