import { z } from 'zod/mini';
import { Gauge } from '../../../platform/gauge.ts';
import { type Html, html } from '../../../platform/html/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { type Lang, languageTag } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { notFound } from '../../../platform/problem.ts';
import {
  backLink,
  button,
  checks,
  errorSummary,
  field,
  localPath,
  networkOf,
  select,
  sitePage,
  ticked,
} from '../../../site/index.ts';
import { isEmail, readNumber } from '../../channels/index.ts';
import { registerStranger, tokenFor } from '../commands.ts';
import { ACCESS, type Access } from '../contract.ts';
import { say } from '../messages.ts';
import { textOf } from '../texts.ts';
import { facts, languageNames, type Told, tellAll } from './list.ts';

interface Form {
  id: string;
  name: string;
  reach: string;
  speaks: string;
  needs: Access[];
}
type Errors = Partial<Record<'name' | 'reach', string>>;

const isId = z.uuid();
const limits = { name: 80, reach: 254 };

/** Of one door, which a whole meeting may share, and of a network; beyond, nothing is taken and the form stays filled in. */
const perOrigin = new Gauge({ most: 60, minutes: 60 });
const perNetwork = new Gauge({ most: 600, minutes: 60 });

function isFlood({ network, origin, services }: Call): boolean {
  const now = services.clock.now();
  const over = perOrigin.isOver(`${network.id} ${origin}`, now);
  return perNetwork.isOver(network.id, now) || over;
}

async function told(visit: Visit): Promise<Told> {
  const id = visit.params.id!;
  const found = isId.safeParse(id).success && (await tellAll(visit)).find(({ row }) => row.id === id);
  if (!found) throw notFound('session');
  return found;
}

const readForm = ({ form, lang, call }: Visit): Form => ({
  id: isId.safeParse(form.id).success ? form.id! : newId(),
  name: (form.name ?? '').trim().slice(0, limits.name),
  reach: (form.reach ?? '').trim(),
  speaks: call.network.languages.find((one) => one === form.speaks) ?? lang,
  needs: ticked(form, 'needs', ACCESS),
});

async function errorsOf(lang: Lang, { name, reach }: Form): Promise<Errors> {
  const good = reach.includes('@') ? reach.length <= limits.reach && isEmail(reach) : await readNumber(reach);
  return {
    ...(!name && { name: say(lang, 'nameMissing') }),
    ...(!good && { reach: say(lang, reach ? 'reachBad' : 'reachMissing') }),
  };
}

export const ask = async (visit: Visit): Promise<Html> => page(visit, await told(visit), readForm(visit), {});

export async function send(visit: Visit) {
  const { call, lang } = visit;
  const session = await told(visit);
  const form = readForm(visit);
  const errors = await errorsOf(lang, form);
  const again = (status: number, errors: Errors, more?: string) => ({
    ...{ status, html: page(visit, session, form, errors, more) },
  });
  if (Object.keys(errors).length > 0) return again(400, errors);
  if (isFlood(call)) return again(429, {}, say(lang, 'tooMany'));
  const row = await call.tx(async (ctx) => {
    const made = await registerStranger(ctx, {
      ...{
        id: form.id,
        sessionId: session.row.id,
        name: form.name,
        language: form.speaks,
        needs: form.needs,
      },
      address: { kind: form.reach.includes('@') ? 'email' : 'sms', address: form.reach },
    });
    return made && { token: tokenFor(ctx, made.id) };
  });
  // Whoever types another's number learns no more than that.
  if (!row) return again(409, {}, say(lang, 'already'));
  return { redirect: localPath(lang, `/trainings/mine/${row.token}`) };
}

function page(visit: Visit, session: Told, form: Form, errors: Errors, status?: string): Html {
  const { lang, call } = visit;
  const { row, left } = session;
  const name = say(lang, `course.${row.course}`);
  const path = `/trainings/${row.id}`;
  const course = textOf(row.course, lang);
  return sitePage({
    ...{ lang, path, title: name, network: networkOf(call), narrow: true, status },
    body: html`${backLink(lang, localPath(lang, '/trainings'))}
${errorSummary(lang, errors, [form.name, form.reach])}
<h1>${name}</h1>
<p class="lead" lang="${languageTag(course.lang)}">${course.text.purpose}</p>
${facts(visit, session)}
${row.form === 'online' && html`<p class="hint">${say(lang, 'onlineHint')}</p>`}
<p>${left > 0 ? say(lang, 'seats', { seats: left }) : say(lang, 'full')}</p>
<form method="post" action="${localPath(lang, path)}">
<input type="hidden" name="id" value="${form.id}">
${field({
  ...{ name: 'name', label: say(lang, 'name'), hint: say(lang, 'nameHint'), value: form.name },
  ...{ error: errors.name, maxlength: limits.name },
})}
${field({
  ...{ name: 'reach', label: say(lang, 'reach'), hint: say(lang, 'reachHint'), value: form.reach },
  ...{ error: errors.reach, maxlength: limits.reach },
})}
${select({
  ...{ name: 'speaks', label: say(lang, 'speak'), value: form.speaks },
  groups: [{ options: call.network.languages.map((l) => ({ value: l, label: languageNames(lang, [l]) })) }],
})}
${checks({
  ...{ name: 'needs', label: say(lang, 'needs'), hint: say(lang, 'needsHint'), values: form.needs },
  options: ACCESS.map((value) => ({ value, label: say(lang, `access.${value}`) })),
})}
${button(say(lang, left > 0 ? 'send' : 'sendWaiting'))}
</form>`,
  });
}
