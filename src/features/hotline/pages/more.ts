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
import { readToken } from '../receipt.ts';
import { askPictures } from './files.ts';
import { asResident, expired, form, hidden, receiptBox, view } from './views.ts';

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

async function more(visit: Visit) {
  const { call } = visit;
  const { token = '', receipt = '', step = '', answer = '', go = 'next' } = visit.form;
  const vault = await call.services.vault(call.network.id);
  const reportId = readToken(vault, token, call.services.clock.now());
  if (!reportId) return expired(visit);
  const carried = { token, receipt };
  if (step === 'pictures') return askPictures(visit, carried);
  const steps = await stepsOf(visit);
  const at = steps.findIndex((s) => s.id === step);
  const current = steps[at];
  if (current && go === 'next' && answer.trim()) {
    const error = errorOf(visit.lang, current, answer);
    if (error) return { status: 400, html: askStep(visit, steps, at, carried, { answer, error }) };
    await keep(visit, reportId, current, answer.trim());
  }
  const next = go === 'back' ? Math.max(0, at - 1) : at + 1;
  return next < steps.length
    ? askStep(visit, steps, next, carried, {
        wasSent: go === 'next' && answer.trim() !== '',
        before: step,
        said: answer,
      })
    : askPictures(visit, carried);
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

interface Around {
  answer?: string;
  error?: string;
  wasSent?: boolean;
  /** The step that was just answered, and what was said. */
  before?: string;
  said?: string;
}

function askStep(
  visit: Visit,
  steps: Step[],
  at: number,
  carried: Record<string, string>,
  around: Around,
): Html {
  const { lang } = visit;
  const { id, question } = steps[at]!;
  const detained = around.before === 'detained' && around.said === 'yes';
  return view(visit, {
    title: question?.ask[lang] ?? say(lang, 'contact'),
    status: around.wasSent && say(lang, 'added'),
    body: html`${errorSummary(lang, { answer: around.error })}
${detained && toLegalDesk(lang)}
<p class="hint">${say(lang, 'step', { step: at + 1, steps: steps.length })}</p>
${form(visit, '/report/more', [
  hidden({ ...carried, step: id, addition: newId() }),
  input(lang, steps[at]!, around),
  button(say(lang, 'next'), { name: 'go', value: 'next' }),
  html` `,
  button(say(lang, 'skip'), { name: 'go', value: 'skip', quiet: true }),
  html` `,
  at > 0 && button(say(lang, 'back'), { name: 'go', value: 'back', quiet: true }),
])}
${receiptBox(visit, carried.receipt ?? '')}`,
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

export const morePages: Page[] = [
  post('/report/more', more),
  get('/report/more', async ({ lang }) => ({ redirect: localPath(lang, '/report') })),
];
