import { Gauge } from '../../../platform/gauge.ts';
import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../../platform/http/pages.ts';
import { dayOnly, type Lang, weekdayAndTime } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { askedTooOften, notFound } from '../../../platform/problem.ts';
import {
  button,
  errorSummary,
  field,
  localPath,
  networkOf,
  sitePage,
  textarea,
} from '../../../site/index.ts';
import * as commands from '../commands.ts';
import { byId } from '../contract.ts';
import { say } from '../messages.ts';
import { stateOf } from '../rules.ts';
import type { ItemRow, MeetingRow } from '../store.ts';
import { languageNames } from '../words.ts';
import { siteIn } from './list.ts';
import { readForm, type Said } from './said.ts';
import { decisionList } from './views.ts';

/** Of one door: a family on one telephone line says that it comes. */
const perOrigin = new Gauge({ most: 30, minutes: 60 });

export function mustNotFlood({ call }: Visit, gauge: Gauge): void {
  const now = call.services.clock.now();
  const key = `${call.network.id} ${call.origin}`;
  if (gauge.isOver(key, now)) throw askedTooOften(gauge.limit.most, gauge.secondsLeft(key, now));
}

/** Throws 404 for what is no id. */
function idOf(params: Record<string, string>): string {
  const given = byId.safeParse(params);
  if (!given.success) throw notFound('meeting');
  return given.data.id;
}

async function one(visit: Visit) {
  const { call, params } = visit;
  const found = await call.tx(async (ctx) => {
    const meeting = await commands.publicMeeting(ctx, idOf(params));
    return { meeting, ...(await commands.toShow(ctx, meeting)) };
  });
  return page(visit, found, { id: newId() }, {});
}

async function comeTo(visit: Visit) {
  const { call, lang, params } = visit;
  mustNotFlood(visit, perOrigin);
  const { said, errors, contact } = await readForm(lang, visit.form);
  if (Object.keys(errors).length > 0) {
    const found = await call.tx(async (ctx) => {
      const meeting = await commands.publicMeeting(ctx, idOf(params));
      return { meeting, ...(await commands.toShow(ctx, meeting)) };
    });
    return { status: 400, html: page(visit, found, said, errors) };
  }
  const code = await call.tx(async (ctx) => {
    const { id, name, access } = said;
    const given = { id, contact, name: name || null, access: access || null, language: lang };
    return commands.guestCode(ctx, (await commands.answer(ctx, idOf(params), given)).id);
  });
  return { redirect: localPath(lang, `/m/${code}`) };
}

interface Found {
  meeting: MeetingRow;
  items: ItemRow[];
  left: number | null;
}

function page(
  visit: Visit,
  { meeting, items, left }: Found,
  said: Said,
  errors: Record<string, string>,
): Html {
  const { call, lang } = visit;
  const state = stateOf(meeting, call.services.clock.now());
  const { title, about } = meeting.details;
  return sitePage({
    lang,
    path: `/meetings/${meeting.id}`,
    title,
    network: networkOf(call),
    body: html`${errorSummary(lang, errors, [said.name, said.contact, said.access])}
<h1>${title}</h1>
${about && html`<p class="lead">${about}</p>`}
${facts(lang, meeting, call.network.timeZone)}
<p><a href="${localPath(lang, `/meetings/${meeting.id}/meeting.ics`)}">${say(lang, 'calendarOne')}</a></p>
${agenda(lang, items)}
${standing(lang, meeting, state, left) ?? form(lang, meeting.id, left, said, errors)}`,
  });
}

/** Why nobody can say here that they come; null where one can. */
function standing(lang: Lang, meeting: MeetingRow, state: string, left: number | null): Html | null {
  if (state === 'cancelled') return html`<p class="status"><strong>${say(lang, 'cancelled')}</strong></p>`;
  const isReadable = meeting.approvedAt && meeting.press === 'open';
  if (state === 'over')
    return html`<p>${say(lang, 'over')} ${isReadable && html`<a href="${localPath(lang, `/meetings/${meeting.id}/minutes`)}">${say(lang, 'minutesLink')}</a>`}</p>`;
  return left === 0 ? html`<p><strong>${say(lang, 'full')}</strong></p>` : null;
}

/** When, where, in which languages, and how one gets in; a guest has the address to join at. */
export function facts(lang: Lang, meeting: MeetingRow, timeZone: string, isGuest = false): Html {
  const { details, languages, interpreted } = meeting;
  const rows: [string, string][] = [
    [say(lang, 'whenTitle'), weekdayAndTime(lang, meeting.startsAt, timeZone)],
    ...(details.place ? [[say(lang, 'where'), details.place] as [string, string]] : []),
    ...(details.link && !isGuest
      ? [[say(lang, 'onlineTitle'), say(lang, 'onlineHow')] as [string, string]]
      : []),
    [say(lang, 'languages'), languageNames(lang, languages)],
    ...(interpreted.length
      ? [[say(lang, 'interpreted'), languageNames(lang, interpreted)] as [string, string]]
      : []),
    ...(details.access ? [[say(lang, 'access'), details.access] as [string, string]] : []),
    [say(lang, 'press'), say(lang, `press.${meeting.press}`)],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

const agenda = (lang: Lang, items: ItemRow[]) =>
  items.length > 0 &&
  html`<section><h2>${say(lang, 'agenda')}</h2>
<ol>${items.map(({ title, minutes }) => html`<li>${title} <small>${say(lang, 'minutesOf', { minutes })}</small></li>`)}</ol></section>`;

const form = (
  lang: Lang,
  id: string,
  left: number | null,
  said: Said,
  errors: Record<string, string>,
) => html`<section><h2>${say(lang, 'come')}</h2>
<form method="post" action="${localPath(lang, `/meetings/${id}`)}">
${left !== null && left <= 20 && html`<p>${say(lang, 'places', { left })}</p>`}
<p class="hint">${say(lang, 'comeKept')}</p>
<input type="hidden" name="id" value="${said.id}">
${field({ name: 'name', label: say(lang, 'name'), hint: say(lang, 'nameHint'), value: said.name, error: errors.name, maxlength: 80 })}
${field({ name: 'contact', label: say(lang, 'contact'), hint: say(lang, 'contactHint'), value: said.contact, error: errors.contact, maxlength: 200 })}
${textarea({ name: 'access', label: say(lang, 'needs'), hint: say(lang, 'needsHint'), value: said.access, error: errors.access, rows: 3, maxlength: 500 })}
${button(say(lang, 'come'))}
</form></section>`;

async function calendar(visit: Visit) {
  const { call, lang, params } = visit;
  const body = await call.tx(async (ctx) => {
    const meeting = await commands.publicMeeting(ctx, idOf(params));
    // Whoever may read this calendar has not said that they come: the address to join at is not in it.
    return commands.calendarFor(ctx, lang, siteIn(visit), commands.withoutLink(meeting));
  });
  return { type: 'text/calendar; charset=utf-8', body };
}

async function minutes({ call, lang, params }: Visit) {
  const found = await call.tx((ctx) => commands.publicMinutes(ctx, idOf(params)));
  const title = say(lang, 'minutesTitle', { title: found.title });
  return sitePage({
    lang,
    path: `/meetings/${params.id}/minutes`,
    title,
    network: networkOf(call),
    body: html`<h1>${title}</h1>
<p>${dayOnly(lang, new Date(found.startsAt), call.network.timeZone)} · ${say(lang, 'came', { count: found.came })}</p>
${found.items.map(
  (item) => html`<section><h2>${item.title}</h2>
${item.notes && html`<p>${item.notes}</p>`}
${decisionList(
  lang,
  found.decisions.filter((d) => d.itemId === item.id),
)}</section>`,
)}
${decisionList(
  lang,
  found.decisions.filter((d) => d.itemId === null),
)}
${
  found.actions.length > 0 &&
  html`<section><h2>${say(lang, 'minutesActions')}</h2>
<ul>${found.actions.map((a) => html`<li>${a.words}${a.dueOn && html` <small>${say(lang, 'until', { day: dayOnly(lang, new Date(`${a.dueOn}T12:00:00Z`), 'UTC') })}</small>`}</li>`)}</ul></section>`
}`,
  });
}

export const onePages: Page[] = [
  get('/meetings/:id', one),
  post('/meetings/:id', comeTo),
  get('/meetings/:id/meeting.ics', calendar),
  get('/meetings/:id/minutes', minutes),
];
