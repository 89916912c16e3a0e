import { Gauge } from '../../platform/gauge.ts';
import { type Html, html } from '../../platform/html/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { get, type Page, post, type Visit } from '../../platform/http/pages.ts';
import type { Lang } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/id.ts';
import { button, errorSummary, field, localPath, networkOf, sitePage, textarea } from '../../site/index.ts';
import * as commands from './commands.ts';
import { ComplaintForm } from './contract.ts';
import en from './data/conduct.en.json' with { type: 'json' };
import es from './data/conduct.es.json' with { type: 'json' };
import zh from './data/conduct.zh.json' with { type: 'json' };
import { say } from './messages.ts';

const texts = { en, es, zh };
const sections = ['does', 'never', 'complain', 'after', 'times'] as const;

interface Form {
  id: string;
  words?: string | undefined;
  contact?: string | undefined;
}

type Errors = Partial<Record<'words' | 'contact', string>>;

export const pages: Page[] = [
  get('/conduct', async (visit) => page(visit, { id: newId() }, {}, visit.query.sent)),
  post('/conduct', async (visit) => {
    const { words, contact } = visit.form;
    const given = ComplaintForm.shape.id.safeParse(visit.form.id);
    const form = { id: given.success ? given.data : newId(), words, contact: contact || undefined };
    const read = ComplaintForm.safeParse(form);
    if (!read.success)
      return { status: 400, html: page(visit, form, errorsOf(visit.lang, read.error.issues)) };
    const throttled = isFlood(visit.call);
    await visit.call.tx((ctx) => commands.complain(ctx, { ...read.data, language: visit.lang, throttled }));
    return { redirect: localPath(visit.lang, `/conduct?sent=${throttled ? 'later' : '1'}`) };
  }),
];

/** Of one door and of a network; beyond, a complaint is read last. */
const perOrigin = new Gauge({ most: 5, minutes: 60 });
const perNetwork = new Gauge({ most: 60, minutes: 60 });

function isFlood({ network, origin, services }: Call): boolean {
  const now = services.clock.now();
  return perOrigin.isOver(`${network.id} ${origin}`, now) || perNetwork.isOver(network.id, now);
}

const errorsOf = (lang: Lang, issues: readonly { path: PropertyKey[]; code: string }[]): Errors =>
  Object.fromEntries(
    issues.map(({ path, code }) => [path[0], say(lang, code === 'too_big' ? 'tooLong' : 'wordsMissing')]),
  );

function page({ call, lang }: Visit, form: Form, errors: Errors, sent?: string): Html {
  const text = texts[lang];
  return sitePage({
    lang,
    path: '/conduct',
    title: text.title,
    network: networkOf(call),
    status: sent && say(lang, sent === 'later' ? 'sentLater' : 'sent'),
    body: html`${errorSummary(lang, errors, [form.words, form.contact])}
<h1>${text.title}</h1>
<p class="lead">${text.intro}</p>
${sections.map(
  (section) => html`<section id="${section}">
<h2>${text[section].title}</h2>
<ul>${text[section].points.map((point) => html`<li>${point}</li>`)}</ul>
</section>
`,
)}
<section>
<h2>${say(lang, 'formTitle')}</h2>
${complaintForm(lang, form, errors)}
</section>`,
  });
}

const complaintForm = (
  lang: Lang,
  form: Form,
  errors: Errors,
): Html => html`<form method="post" action="${localPath(lang, '/conduct')}">
<p class="hint">${say(lang, 'kept')}</p>
<input type="hidden" name="id" value="${form.id}">
${textarea({
  name: 'words',
  label: say(lang, 'words'),
  hint: say(lang, 'wordsHint'),
  value: form.words,
  error: errors.words,
  rows: 6,
  maxlength: 4000,
})}
${field({
  name: 'contact',
  label: say(lang, 'contact'),
  hint: say(lang, 'contactHint'),
  value: form.contact,
  error: errors.contact,
  maxlength: 300,
})}
${button(say(lang, 'send'))}
</form>`;
