import { z } from 'zod/mini';
import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../../platform/http/pages.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { button, choices, errorSummary, field, localPath, textarea } from '../../../site/index.ts';
import { currentPlaybook, type Question } from '../../playbooks/index.ts';
import { addTo } from '../commands.ts';
import { limits } from '../contract.ts';
import { say } from '../messages.ts';
import { asResident, expired, form, further, hidden, ofVisit, receiptBox, view } from './views.ts';

/** One question of the further pages. */
interface Step {
  id: string;
  question: Question | null;
}

const isId = z.uuid();

/** The playbook's further questions, then how to call back; pictures come last on a page of their own. */
async function stepsOf({ call }: Visit): Promise<Step[]> {
  const { questions } = await call.tx((ctx) => currentPlaybook(ctx));
  const more = questions.filter((q) => q.page === 'more' && q.id !== 'picture');
  return [...more.map((question) => ({ id: question.id, question })), { id: 'contact', question: null }];
}

/** Asks the question that the address names, or the first. */
async function show(visit: Visit) {
  const { t: token = '', step, added, told } = visit.query;
  const known = await ofVisit(visit, token);
  if (!known) return expired(visit);
  const steps = await stepsOf(visit);
  const at = Math.max(
    0,
    steps.findIndex((s) => s.id === step),
  );
  return askStep(
    visit,
    { steps, at, token, ...known },
    { wasAdded: added === '1', wasDetained: told === 'detained' },
  );
}

/** Takes an answer, or none, and leads to the next question; after the last one to the pictures. */
async function take(visit: Visit) {
  const { lang } = visit;
  const { token = '', step = '', answer = '', go = 'next' } = visit.form;
  const known = await ofVisit(visit, token);
  if (!known) return expired(visit);
  const steps = await stepsOf(visit);
  const at = steps.findIndex((s) => s.id === step);
  const current = steps[at];
  const said = go === 'next' ? answer.trim() : '';
  if (current && said) {
    const error = errorOf(lang, current, said);
    if (error)
      return { status: 400, html: askStep(visit, { steps, at, token, ...known }, { answer, error }) };
    await keep(visit, known.reportId, current, said);
  }
  const next = steps[at + 1];
  if (!next) return { redirect: further(lang, '/report/files', token) };
  const more = {
    step: next.id,
    ...(said && { added: '1' }),
    ...(step === 'detained' && said === 'yes' && { told: 'detained' }),
  };
  return { redirect: further(lang, '/report/more', token, more) };
}

function errorOf(lang: Lang, { id, question }: Step, answer: string): string | undefined {
  const max = id === 'contact' ? limits.contact : limits.answer;
  if (answer.trim().length > max) return say(lang, 'tooLong', { max });
  const options = question?.kind === 'choice' ? question.options : undefined;
  return options && !options.some((o) => o.id === answer) ? say(lang, 'whenMissing') : undefined;
}

/** Adds one answer; sent twice, as a browser may, it is there once. */
async function keep(visit: Visit, reportId: string, { id, question }: Step, answer: string) {
  const { form } = visit;
  const call = await asResident(visit);
  const additionId = isId.safeParse(form.addition).success ? form.addition! : newId();
  await call.tx(async (ctx) => {
    const seenAt =
      question?.kind === 'time' ? clockBefore(ctx.now, answer, call.network.timeZone) : undefined;
    await addTo(ctx, reportId, {
      id: additionId,
      ...(id === 'contact' ? { contact: answer } : { answers: { [id]: answer } }),
      firstHand: id === 'first-hand' ? answer === 'saw' : undefined,
      seenAt,
    });
  });
}

/** The last time the clock of the network's zone showed `hh:mm`; undefined when that is no time. */
function clockBefore(now: Date, time: string, timeZone: string): Date | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(time) ?? [];
  if (!hours || !minutes) return undefined;
  const shown = new Intl.DateTimeFormat('en-US', {
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  });
  const [h, m] = shown.format(now).split(':').map(Number);
  const ago = (h! * 60 + m! - (Number(hours) * 60 + Number(minutes)) + 1440) % 1440;
  return new Date(now.getTime() - ago * 60_000);
}

/** Where in the questions one is, and for which report. */
interface Place {
  steps: Step[];
  at: number;
  token: string;
  receipt: string;
}

interface Around {
  answer?: string;
  error?: string;
  wasAdded?: boolean;
  /** They have just said that someone was detained. */
  wasDetained?: boolean;
}

function askStep(visit: Visit, { steps, at, token, receipt }: Place, around: Around): Html {
  const { lang } = visit;
  const { id, question } = steps[at]!;
  const before = steps[at - 1];
  return view(visit, {
    title: question?.ask[lang] ?? say(lang, 'contact'),
    status: around.wasAdded && say(lang, 'added'),
    body: html`${errorSummary(lang, { answer: around.error }, [around.answer])}
${before && html`<p class="back"><a href="${further(lang, '/report/more', token, { step: before.id })}">${say(lang, 'back')}</a></p>`}
${around.wasDetained && toLegalDesk(lang)}
<p class="hint">${say(lang, 'step', { step: at + 1, steps: steps.length })}</p>
${form(visit, '/report/more', [
  hidden({ token, step: id, addition: newId() }),
  input(lang, steps[at]!, around),
  button(say(lang, 'next'), { name: 'go', value: 'next' }),
  html` `,
  button(say(lang, 'skip'), { name: 'go', value: 'skip', quiet: true }),
])}
${receiptBox(visit, receipt)}`,
  });
}

const toLegalDesk = (lang: Lang) => html`<p>${say(lang, 'detainedNote')}
<a href="${localPath(lang, '/report?about=detained')}">${say(lang, 'detainedGo')}</a></p>`;

function input(lang: Lang, { question }: Step, { answer, error }: Around): Html {
  const of = {
    name: 'answer',
    heading: true,
    label: question?.ask[lang] ?? say(lang, 'contact'),
    hint: question ? question.hint?.[lang] : say(lang, 'contactHint'),
    value: answer,
    error,
  };
  if (question?.kind === 'choice')
    return choices({
      ...of,
      options: (question.options ?? []).map((o) => ({ value: o.id, label: o.label[lang] })),
    });
  if (question?.kind === 'yesno')
    return choices({
      ...of,
      options: [
        { value: 'yes', label: say(lang, 'yes') },
        { value: 'no', label: say(lang, 'no') },
      ],
    });
  if (question?.kind === 'text') return textarea({ ...of, maxlength: limits.answer });
  if (question?.kind === 'time') return field({ ...of, type: 'time' });
  return field({ ...of, maxlength: question ? 20 : limits.contact });
}

export const morePages: Page[] = [get('/report/more', show), post('/report/more', take)];
