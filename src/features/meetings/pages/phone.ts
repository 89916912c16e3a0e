import { Gauge } from '../../../platform/gauge.ts';
import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../../platform/http/pages.ts';
import { newId } from '../../../platform/id.ts';
import { button, errorSummary, field, localPath, networkOf, sitePage } from '../../../site/index.ts';
import { WANTS } from '../../joining/contract.ts';
import * as commands from '../commands.ts';
import { say } from '../messages.ts';
import { readCode } from '../rules.ts';
import type { MeetingRow } from '../store.ts';
import { guestPage } from './guest.ts';
import { siteIn } from './list.ts';
import { mustNotFlood } from './one.ts';
import { readForm, type Said } from './said.ts';

/** Of one door: a full room is behind one address. */
const perRoom = new Gauge({ most: 600, minutes: 10 });

/** Where the code on the screen is typed by whose phone does not scan. */
async function type(visit: Visit) {
  const typed = readCode(visit.query.code ?? '');
  if (typed) return { redirect: localPath(visit.lang, `/m/${typed.code}`) };
  return typePage(visit, visit.query.code ? say(visit.lang, 'codeGone') : undefined);
}

const typePage = ({ call, lang }: Visit, error?: string): Html =>
  sitePage({
    lang,
    path: '/m',
    title: say(lang, 'codeTitle'),
    network: networkOf(call),
    narrow: true,
    body: html`${errorSummary(lang, { code: error })}
<h1>${say(lang, 'codeTitle')}</h1>
<form method="get" action="${localPath(lang, '/m')}">
${field({ name: 'code', label: say(lang, 'codeField'), hint: say(lang, 'codeLead'), error, maxlength: 20 })}
${button(say(lang, 'go'))}
</form>`,
  });

/** Behind a code of the screen: say that one is here. Behind one's own: what there is for whoever comes. */
async function open(visit: Visit) {
  const { call, params } = visit;
  const code = readCode(params.code!);
  if (code?.kind === 'guest') {
    const found = await call.tx((ctx) => commands.roomOf(ctx, code.code));
    return guestPage(visit, found, visit.query.done);
  }
  const meeting = code && (await call.tx((ctx) => commands.meetingAtDoor(ctx, code.code)));
  if (!meeting) return { status: 404, html: typePage(visit, say(visit.lang, 'codeGone')) };
  return herePage(visit, meeting, { id: newId() }, {});
}

function herePage(
  { call, lang, params }: Visit,
  meeting: MeetingRow,
  said: Said,
  errors: Record<string, string>,
): Html {
  const title = say(lang, 'hereTitle', { title: meeting.details.title });
  return sitePage({
    lang,
    path: `/m/${params.code}`,
    title,
    network: networkOf(call),
    narrow: true,
    body: html`${errorSummary(lang, errors, [said.code, said.name])}
<h1>${title}</h1>
<p class="lead">${say(lang, 'hereLead')}</p>
<form method="post" action="${localPath(lang, `/m/${params.code}`)}">
<input type="hidden" name="id" value="${said.id}">
${field({ name: 'code', label: say(lang, 'ownCode'), hint: say(lang, 'ownCodeHint'), value: said.code, error: errors.code, maxlength: 20 })}
${field({ name: 'name', label: say(lang, 'name'), hint: say(lang, 'nameHint'), value: said.name, error: errors.name, maxlength: 80 })}
${button(say(lang, 'hereButton'))}
</form>`,
  });
}

async function act(visit: Visit) {
  mustNotFlood(visit, perRoom);
  const code = readCode(visit.params.code!);
  if (code?.kind === 'guest') return actAsGuest(visit, code.code);
  return checkIn(visit, code?.code ?? '');
}

async function checkIn(visit: Visit, door: string) {
  const { call, lang, form } = visit;
  const { said, errors } = await readForm(lang, form);
  const meeting = await call.tx((ctx) => commands.meetingAtDoor(ctx, door));
  if (!meeting) return { status: 404, html: typePage(visit, say(lang, 'codeGone')) };
  const isTheirs = await call.tx((ctx) => commands.isCodeOf(ctx, meeting.id, said.code));
  if (said.code && !isTheirs) errors.code ??= say(lang, 'ownCodeWrong');
  if (Object.keys(errors).length > 0) return { status: 400, html: herePage(visit, meeting, said, errors) };
  const own = await call.tx(async (ctx) =>
    commands.guestCode(
      ctx,
      (await commands.arriveByPhone(ctx, meeting, { ...said, contact: '', language: lang })).id,
    ),
  );
  return { redirect: localPath(lang, `/m/${own}?done=here`) };
}

/** Whoever has a code of their own: comes or not, takes an action, asks to join. */
async function actAsGuest(visit: Visit, code: string) {
  const { call, lang, form } = visit;
  const to = (done: string) => ({ redirect: localPath(lang, `/m/${code}?done=${done}`) });
  if (form.act === 'cannot' || form.act === 'come') {
    await call.tx((ctx) => commands.answerByCode(ctx, code, form.act === 'come'));
    return to(form.act);
  }
  const { said, contact, errors } = await readForm(lang, form);
  if (form.act === 'take' && Object.keys(errors).length === 0) {
    const isMine = await call.tx((ctx) =>
      commands.takeAction(ctx, code, form.action ?? '', { name: said.name, shown: form.shown === '1' }),
    );
    return to(isMine ? 'taken' : 'gone');
  }
  const found = await call.tx((ctx) => commands.roomOf(ctx, code));
  if (!contact && !found.guest.contact) errors.contact ??= say(lang, 'contactNeeded');
  if (Object.keys(errors).length > 0)
    return { status: 400, html: guestPage(visit, found, undefined, { said, errors }) };
  const wants = WANTS.filter((want) => form[`want-${want}`] === '1');
  await call.tx((ctx) => commands.joinByPhone(ctx, code, { ...said, wants }));
  return to('joined');
}

async function calendar(visit: Visit) {
  const { call, lang, params } = visit;
  const body = await call.tx(async (ctx) => {
    const { meeting } = await commands.roomOf(ctx, readCode(params.code!)?.code ?? '');
    return commands.calendarFor(ctx, lang, siteIn(visit), meeting);
  });
  return { type: 'text/calendar; charset=utf-8', body };
}

export const phonePages: Page[] = [
  get('/m', type),
  get('/m/:code', open),
  post('/m/:code', act),
  get('/m/:code/meeting.ics', calendar),
];
