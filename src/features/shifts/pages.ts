import { get, type Page } from '../../platform/http/pages.ts';
import { readCalendar } from './commands.ts';

/** Calendars to subscribe to. The token in the address is the key: there is no session. */
export const pages: Page[] = [
  get('/calendars/:file', async ({ call, params }) => ({
    type: 'text/calendar; charset=utf-8',
    body: await call.tx((ctx) => readCalendar(ctx, params.file!.replace(/\.ics$/, ''))),
  })),
];
