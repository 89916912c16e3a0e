import { type Html, html } from '../../../platform/html/index.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { type Lang, languageTag, weekdayAndTime } from '../../../platform/i18n/index.ts';
import { button, localPath, networkOf, select, sitePage } from '../../../site/index.ts';
import { type OpenSession, openSessions } from '../commands.ts';
import { COURSES } from '../contract.ts';
import { say } from '../messages.ts';

/** A session as the public pages tell of it. */
export type Told = OpenSession;

/** Sessions to come with what is free in each. */
export const tellAll = (visit: Visit): Promise<Told[]> => visit.call.tx(openSessions);

export const languageNames = (lang: Lang, codes: readonly string[]): string => {
  const names = new Intl.DisplayNames(languageTag(lang), { type: 'language', fallback: 'code' });
  return codes.map((code) => names.of(code) ?? code).join(', ');
};

export const whereOf = (lang: Lang, { row, chapter, place }: Told): string =>
  row.form === 'online' ? say(lang, 'online') : [place, chapter].filter(Boolean).join(', ');

/** When, where, in which languages, and what there is for whom. */
export const facts = (visit: Visit, told: Told): Html => {
  const { lang, call } = visit;
  const { startsAt, languages, access } = told.row;
  return html`<dl>
<dt>${say(lang, 'when')}</dt><dd>${weekdayAndTime(lang, startsAt, call.network.timeZone)}</dd>
<dt>${say(lang, 'where')}</dt><dd>${whereOf(lang, told)}</dd>
<dt>${say(lang, 'languages')}</dt><dd>${languageNames(lang, languages)}</dd>
${access.length > 0 && html`<dt>${say(lang, 'offers')}</dt><dd>${access.map((a) => say(lang, `access.${a}`)).join(', ')}</dd>`}
</dl>`;
};

/** Everything that is planned, or what fits the choice. */
export async function list(visit: Visit): Promise<Html> {
  const { lang, call, query } = visit;
  const all = await tellAll(visit);
  const { course = '', place = '', speaks = '' } = query;
  const shown = all.filter(
    ({ row }) =>
      (!course || row.course === course) &&
      (!place ||
        (place === 'online' ? row.form === 'online' : row.form === 'place' && row.chapterId === place)) &&
      (!speaks || row.languages.includes(speaks)),
  );
  const chosen = Boolean(course || place || speaks);
  return sitePage({
    ...{ lang, path: '/trainings', title: say(lang, 'title'), network: networkOf(call) },
    body: html`<h1>${say(lang, 'title')}</h1>
<p class="lead">${say(lang, 'lead')}</p>
${all.length > 0 && filter(visit, all, { course, place, speaks })}
${shown.length === 0 && html`<p>${say(lang, all.length === 0 ? 'noneAtAll' : 'none')}</p>`}
${chosen && html`<p><a href="${localPath(lang, '/trainings')}">${say(lang, 'all')}</a></p>`}
${shown.map((told) => card(visit, told))}`,
  });
}

const card = (visit: Visit, told: Told): Html => {
  const { lang, call } = visit;
  const { id, course, startsAt } = told.row;
  const name = say(lang, `course.${course}`);
  const when = weekdayAndTime(lang, startsAt, call.network.timeZone);
  return html`<section class="panel">
<h2>${name}</h2>
${facts(visit, told)}
<p>${told.left > 0 ? say(lang, 'seats', { seats: told.left }) : say(lang, 'full')}</p>
<p><a class="button" href="${localPath(lang, `/trainings/${id}`)}" aria-label="${say(lang, 'registerFor', { course: name, when })}">${say(lang, 'register')}</a></p>
</section>
`;
};

function filter(visit: Visit, all: Told[], chosen: { course: string; place: string; speaks: string }): Html {
  const { lang } = visit;
  const any = { value: '', label: say(lang, 'any') };
  const taught = COURSES.filter((c) => all.some(({ row }) => row.course === c));
  const places = new Map(
    all.map(({ row, chapter }): [string, string] =>
      row.form === 'online' ? ['online', say(lang, 'online')] : [row.chapterId, chapter],
    ),
  );
  const spoken = [...new Set(all.flatMap(({ row }) => row.languages))];
  const one = (name: string, label: string, value: string, options: { value: string; label: string }[]) =>
    select({ name, label, value, groups: [{ options: [any, ...options] }] });
  return html`<form method="get" action="${localPath(lang, '/trainings')}" aria-label="${say(lang, 'filter')}">
${one(
  'course',
  say(lang, 'filterCourse'),
  chosen.course,
  taught.map((c) => ({ value: c, label: say(lang, `course.${c}`) })),
)}
${one(
  'place',
  say(lang, 'filterPlace'),
  chosen.place,
  [...places].map(([value, label]) => ({ value, label })),
)}
${one(
  'speaks',
  say(lang, 'filterLanguage'),
  chosen.speaks,
  spoken.map((l) => ({ value: l, label: languageNames(lang, [l]) })),
)}
${button(say(lang, 'show'), { quiet: true })}
</form>`;
}
