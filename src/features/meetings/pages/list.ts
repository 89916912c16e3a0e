import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../../platform/http/pages.ts';
import { type Lang, weekdayAndTime } from '../../../platform/i18n/index.ts';
import { localPath, networkOf, sitePage } from '../../../site/index.ts';
import * as commands from '../commands.ts';
import { say } from '../messages.ts';
import type { MeetingRow } from '../store.ts';

/** Where it is, in a line. */
export function placeLine(lang: Lang, { place, link }: MeetingRow['details']): string {
  if (place && link) return say(lang, 'both', { place });
  return place || say(lang, 'online');
}

async function list({ call, lang }: Visit) {
  const meetings = await call.tx(commands.upcoming);
  const { timeZone } = call.network;
  const line = ({ id, details, startsAt, cancelledAt }: MeetingRow): Html => html`<li>
<a href="${localPath(lang, `/meetings/${id}`)}"><strong>${details.title}</strong>
<span>${weekdayAndTime(lang, startsAt, timeZone)} · ${placeLine(lang, details)}</span>
${cancelledAt ? html`<span><strong>${say(lang, 'cancelled')}</strong></span>` : html`<span>${say(lang, 'toMeeting')}</span>`}</a></li>
`;
  return sitePage({
    lang,
    path: '/meetings',
    title: say(lang, 'title'),
    network: networkOf(call),
    body: html`<h1>${say(lang, 'title')}</h1>
<p class="lead">${say(lang, 'lead')}</p>
${meetings.length === 0 ? html`<p>${say(lang, 'none')}</p>` : html`<ul class="doors">${meetings.map(line)}</ul>`}
<p><a href="${localPath(lang, '/meetings.ics')}">${say(lang, 'subscribe')}</a></p>`,
  });
}

/** The site's address in one language. */
export const siteIn = ({ call, lang }: Visit): string => `${call.services.config.url}/${lang}`;

async function feed(visit: Visit) {
  const body = await visit.call.tx((ctx) => commands.publicCalendar(ctx, visit.lang, siteIn(visit)));
  return { type: 'text/calendar; charset=utf-8', body };
}

export const listPages: Page[] = [get('/meetings', list), get('/meetings.ics', feed)];
