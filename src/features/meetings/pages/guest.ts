import { type Html, type HtmlValue, html } from '../../../platform/html/index.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { clockTime, type Lang } from '../../../platform/i18n/index.ts';
import { qrCode } from '../../../platform/qr.ts';
import { button, errorSummary, field, localPath, networkOf, sitePage } from '../../../site/index.ts';
import { WANTS } from '../../joining/contract.ts';
import type { Room } from '../commands.ts';
import { say } from '../messages.ts';
import { spaced, stateOf } from '../rules.ts';
import { facts } from './one.ts';
import type { Said } from './said.ts';
import { decisionList, qrFigure } from './views.ts';

const done = {
  here: 'hereDone',
  cannot: 'youComeNot',
  come: 'youCome',
  taken: 'takenDone',
  gone: 'takenGone',
  joined: 'joined',
} as const;

interface Wrong {
  said: Said;
  errors: Record<string, string>;
}

/** What there is for somebody at a meeting, or on the way to it: their code before, the room when they are there. */
export function guestPage(visit: Visit, room: Room, did?: string, wrong?: Wrong): Html {
  const { call, lang } = visit;
  const { meeting, guest, code } = room;
  const { timeZone } = call.network;
  const isHere = guest.arrivedAt !== null;
  const state = stateOf(meeting, call.services.clock.now());
  const word = did && Object.hasOwn(done, did) ? done[did as keyof typeof done] : null;
  const status = isHere
    ? say(lang, 'here', { time: clockTime(lang, guest.arrivedAt!, timeZone) })
    : say(lang, guest.coming ? 'youCome' : 'youComeNot');
  return sitePage({
    lang,
    path: `/m/${code}`,
    title: meeting.details.title,
    network: networkOf(call),
    status: word ? say(lang, word) : undefined,
    body: html`${errorSummary(lang, wrong?.errors ?? {}, [wrong?.said.name, wrong?.said.contact])}
<h1>${meeting.details.title}</h1>
${state === 'cancelled' && html`<p><strong>${say(lang, 'cancelled')}</strong></p>`}
<p>${status}</p>
${!isHere && guest.coming && state !== 'cancelled' && ownCode(lang, call.services.config.url, code)}
${meeting.details.link && guest.coming && html`<p><a class="button" href="${meeting.details.link}">${say(lang, 'joinAt')}</a></p>`}
${(isHere || state === 'now') && whatHappens(lang, room)}
${isHere && [actions(lang, room), training(lang), join(lang, room, wrong)]}
${facts(lang, meeting, timeZone, true)}
<p><a href="${localPath(lang, `/m/${code}/meeting.ics`)}">${say(lang, 'calendarOne')}</a></p>
${!isHere && state !== 'cancelled' && state !== 'over' && change(lang, code, guest.coming)}
${handouts(lang, room)}`,
  });
}

const form = (lang: Lang, code: string, act: string, body: HtmlValue) =>
  html`<form method="post" action="${localPath(lang, `/m/${code}`)}">
<input type="hidden" name="act" value="${act}">
${body}
</form>`;

const ownCode = (lang: Lang, url: string, code: string) => html`<section class="card">
<h2>${say(lang, 'yourCode')}</h2>
${qrFigure(qrCode(`${url}/m/${code}`), say(lang, 'qrAlt'))}
<p class="receipt">${spaced(code)}</p>
<p class="hint">${say(lang, 'yourCodeHint')}</p>
</section>`;

const change = (lang: Lang, code: string, coming: boolean) =>
  coming
    ? form(lang, code, 'cannot', button(say(lang, 'cannot'), { quiet: true }))
    : form(lang, code, 'come', button(say(lang, 'canAgain')));

function whatHappens(lang: Lang, { meeting, items, decisions }: Room): HtmlValue {
  const now = items.find((i) => i.id === meeting.itemId);
  return [
    now && html`<section><h2>${say(lang, 'now')}</h2><p><strong>${now.title}</strong></p></section>`,
    items.length > 0 &&
      html`<section><h2>${say(lang, 'next')}</h2><ol>${items.map(
        (i) => html`<li${i.id === meeting.itemId && html` aria-current="step"`}>${i.title}</li>`,
      )}</ol></section>`,
    decisionList(lang, decisions),
  ];
}

function actions(lang: Lang, { actions: open, code, guest }: Room): HtmlValue {
  if (open.length === 0) return null;
  return html`<section><h2>${say(lang, 'actions')}</h2>
${open.map(
  (a) => html`<div class="panel"><p>${a.words}</p>
${
  a.taken
    ? html`<p class="hint">${a.owner ? say(lang, 'takenBy', { name: a.owner }) : say(lang, 'taken')}</p>`
    : form(
        lang,
        code,
        'take',
        html`<input type="hidden" name="action" value="${a.id}">
${!guest.name && !guest.personId && nameField(lang, a.id)}
<div class="choice"><input type="checkbox" id="shown-${a.id}" name="shown" value="1"><label for="shown-${a.id}">${say(lang, 'showName')}</label></div>
${button(say(lang, 'takeIt'))}`,
      )
}</div>`,
)}</section>`;
}

/** Several forms of one page ask for a name: each field has an id of its own. */
const nameField = (lang: Lang, id: string) => html`<div class="question">
<label for="name-${id}">${say(lang, 'name')}</label>
<input id="name-${id}" name="name" type="text" autocomplete="off" maxlength="80">
</div>`;

const training = (lang: Lang) => html`<section><h2>${say(lang, 'firstTraining')}</h2>
<p>${say(lang, 'firstTrainingHint')}</p>
<p><a class="button" href="${localPath(lang, '/trainings?from=meeting')}">${say(lang, 'firstTraining')}</a></p></section>`;

function join(lang: Lang, { guest, code }: Room, wrong?: Wrong): HtmlValue {
  if (guest.personId) return null;
  const { said, errors } = wrong ?? { said: {} as Partial<Said>, errors: {} as Record<string, string> };
  return html`<section><h2>${say(lang, 'join')}</h2>
<p class="hint">${say(lang, 'joinHint')}</p>
${form(
  lang,
  code,
  'join',
  html`${field({ name: 'name', label: say(lang, 'name'), hint: say(lang, 'nameHint'), value: said.name || (guest.name ?? ''), error: errors.name, maxlength: 80 })}
${!guest.contact && field({ name: 'contact', label: say(lang, 'contact'), value: said.contact, error: errors.contact, maxlength: 200 })}
<fieldset class="question"><legend>${say(lang, 'wants')}</legend>
${WANTS.map(
  (want) => html`<div class="choice"><input type="checkbox" id="want-${want}" name="want-${want}" value="1">
<label for="want-${want}">${say(lang, `want.${want}`)}</label></div>
`,
)}</fieldset>
${button(say(lang, 'joinButton'))}`,
)}</section>`;
}

const handouts = (lang: Lang, { meeting }: Room): HtmlValue =>
  meeting.details.handouts.length > 0 &&
  html`<section><h2>${say(lang, 'handouts')}</h2><ul>${meeting.details.handouts.map(
    ({ title, url }) => html`<li>${url ? html`<a href="${url}">${title}</a>` : title}</li>`,
  )}</ul></section>`;
