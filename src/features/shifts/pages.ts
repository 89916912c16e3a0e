import { type Html, html } from '../../platform/html/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { get, type Page } from '../../platform/http/pages.ts';
import { clockTime, type Lang } from '../../platform/i18n/index.ts';
import { publishedHours, readCalendar } from './commands.ts';
import { say } from './messages.ts';
import { when } from './words.ts';

/** For the public pages: when somebody answers, and when next where that is not now. Null where nothing is published. */
export async function hoursLine(call: Call, lang: Lang): Promise<Html | null> {
  const hours = await call.tx((ctx) => publishedHours(ctx, lang));
  if (!hours) return null;
  const { timeZone } = call.network;
  const now = call.services.clock.now();
  const soon = hours.opensAt && +hours.opensAt - +now < 18 * 3_600_000;
  const at = hours.opensAt && (soon ? clockTime : when)(lang, hours.opensAt, timeZone);
  return html`<p class="hint">${say(lang, 'hours.answers', { hours: hours.text })}
${!hours.isOpen && at && html`<br>${say(lang, 'hours.closed', { at })}`}</p>`;
}

/** Calendars to subscribe to. The token in the address is the key: there is no session. */
export const pages: Page[] = [
  get('/calendars/:file', async ({ call, params }) => ({
    type: 'text/calendar; charset=utf-8',
    body: await call.tx((ctx) => readCalendar(ctx, params.file!.replace(/\.ics$/, ''))),
  })),
];
