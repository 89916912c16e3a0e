import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { type Lang, textLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import type { Claimer, Inbound } from '../../channels/index.ts';
import { findCrossing } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Door, Question, ReportKind } from '../contract.ts';
import { say } from '../messages.ts';
import {
  guessLanguage,
  keywordOf,
  nextQuestion,
  readFirstHand,
  readLanguage,
  readTense,
  refusesCall,
  soundsLikeSighting,
} from '../rules.ts';
import * as store from '../store.ts';
import { type Addition, addTo } from './add.ts';
import { beginConversation, conversationOf, moveTo, originOf } from './conversation.ts';
import { questionKey } from './desk.ts';
import { fetchLater } from './media.ts';
import { type AsMail, receiveReports } from './receive.ts';

/**
 * Whether a member's text is one for the hotline: more to a report of theirs that is open, a picture, a crossing by name,
 * or words that may tell of something seen.
 */
export async function speaksToHotline(ctx: Ctx, inbound: Inbound): Promise<boolean> {
  if (inbound.media.length > 0 || soundsLikeSighting(inbound.body)) return true;
  const own = await conversationOf(ctx, inbound);
  if (await openReport(ctx, own?.reportId ?? null)) return true;
  return (await findCrossing(ctx, inbound.body)) !== null;
}

/** What is written within this time of a report that is still open belongs to it. */
const threadMinutes = 24 * 60;

/** Takes whatever nobody before it took: a new report, or more to the one that is open. */
export const claimer: Claimer = {
  name: 'hotline',
  takesUnproven: true,
  async claim(ctx, inbound) {
    const conversation = await conversationOf(ctx, inbound);
    if (conversation) await moveTo(ctx, conversation, inbound);
    const language = languageOf(ctx, inbound, conversation?.language);
    const lang = textLang([language]);
    const open = await openReport(ctx, conversation?.reportId ?? null);
    const keyword = keywordOf(inbound.body);
    if (keyword === 'rights') return { reply: await rightsCard(ctx, lang) };
    const restrict = keyword === 'detained' && open?.kind !== 'detained';
    if (open && !restrict) return addText(ctx, inbound, open, lang);
    const kind = keyword === 'detained' ? 'detained' : 'sighting';
    return begin(ctx, inbound, { before: conversation, language, lang, kind });
  },
};

/** Said in the words, or told before; one that we do not write is kept as theirs all the same. */
const languageOf = (ctx: Ctx, inbound: Inbound, before: string | undefined): string =>
  guessLanguage(inbound.body) ?? before ?? inbound.language ?? ctx.network.languages[0] ?? 'en';

/** What an operator reads out, in the words of the playbook. */
async function rightsCard(ctx: Ctx, lang: Lang): Promise<string> {
  const { script } = await currentPlaybook(ctx);
  return script.find((s) => s.id === 'rights-card')?.say[lang] ?? say(lang, 'rights');
}

async function openReport(ctx: Ctx, id: string | null): Promise<store.ReportRow | null> {
  if (!id) return null;
  const [row] = await store.selectReports(ctx.tx, ctx.network.id, [id], { lock: true });
  if (!row || row.state === 'closed' || row.toldAt) return null;
  return row.receivedAt > plusMinutes(ctx.now, -threadMinutes) ? row : null;
}

const doors: Partial<Record<Inbound['kind'], Door>> = {
  sms: 'sms',
  whatsapp: 'whatsapp',
  signal: 'signal',
  email: 'email',
  wall: 'wall',
};

interface Begun {
  before: store.ConversationRow | undefined;
  language: string;
  /** In which we answer. */
  lang: Lang;
  kind: ReportKind;
}

async function begin(ctx: Ctx, inbound: Inbound, { before, language, lang, kind }: Begun) {
  const conversationId = before?.id ?? newId();
  const { body } = inbound;
  const names = await findCrossing(ctx, body);
  const tense = readTense(body);
  const [received] = await receiveReports(ctx, [
    {
      id: inbound.id,
      door: doors[inbound.kind] ?? 'sms',
      kind,
      language,
      tense: tense ?? 'now',
      what: wordsOf(inbound, lang),
      asMail: asMail(inbound),
      where: { text: names?.name },
      origin: originOf(ctx, inbound),
      conversationId,
      drill: inbound.drill,
      uncounted: inbound.drill,
    },
  ]);
  const reportId = received!.id;
  if (before) await store.updateConversation(ctx.tx, ctx.network.id, before.id, { reportId, language });
  else await beginConversation(ctx, inbound, { id: conversationId, language, reportId });
  await keepMedia(ctx, inbound, reportId);
  if (kind === 'detained') return { subject: reportId, reply: say(lang, 'textDetained') };
  if (received!.queue === 'throttled')
    return { subject: reportId, reply: say(lang, 'textLater', { number: ctx.network.emergencyNumber }) };
  const spoken = isSpoken(inbound);
  const question = spoken
    ? firstOfSpoken(before?.language ?? inbound.language)
    : nextQuestion({ where: names !== null, tense: tense !== null, firstHand: false });
  await store.updateReport(ctx, reportId, { asked: question });
  const ask = question ? ` ${say(lang, questionKey[question])}` : '';
  return { subject: reportId, reply: say(lang, spoken ? 'textVoiceReceived' : 'textReceived') + ask };
}

/** A voice note and no words: what it says is heard by a person. */
const isSpoken = ({ body, media }: Inbound): boolean =>
  body.trim() === '' && media.some(({ type }) => type.startsWith('audio/'));

/** Of a voice note only the language is asked, where nothing tells it. */
const firstOfSpoken = (known: string | null | undefined): Question | null => (known ? null : 'language');

/** What is kept of an e-mail beside what was written anew in it. */
export const asMail = ({ mail, body, proven }: Inbound): AsMail | undefined =>
  mail && { ...(mail.whole !== body && { whole: mail.whole }), ...(!proven && { unproven: true }) };

/** What was written; of what came without words, what it is. */
function wordsOf(inbound: Inbound, lang: Lang): string {
  if (isSpoken(inbound)) return say(lang, 'textVoice');
  return inbound.body.trim() || say(lang, 'textPicture');
}

async function addText(ctx: Ctx, inbound: Inbound, report: store.ReportRow, lang: Lang) {
  const spoken = isSpoken(inbound);
  const words = wordsOf(inbound, lang);
  // A picture or a voice answers nothing by itself; nor does a mail that anybody can have written.
  const said = inbound.body.trim();
  const answer = said && inbound.proven ? answerTo(report, said) : {};
  await addTo(ctx, report.id, { ...answer, id: inbound.id, words, spoken, asMail: asMail(inbound) });
  await keepMedia(ctx, inbound, report.id);
  const of = { subject: report.id, drill: report.drill };
  if (report.kind === 'detained') return { ...of, reply: say(lang, 'textDetainedAdded') };
  // What was asked stays asked: nobody knows yet what the voice says.
  if (spoken) return { ...of, reply: say(lang, 'textVoiceAdded') };
  if (answer.language && report.conversationId)
    await store.updateConversation(ctx.tx, ctx.network.id, report.conversationId, {
      language: answer.language,
    });
  const theirs = textLang([answer.language], lang);
  const next = report.state === 'needs_information' ? null : await nextOf(ctx, report.id, report.asked);
  const reply = next
    ? say(theirs, questionKey[next])
    : say(theirs, report.asked ? 'textThanks' : 'textAdded');
  return { ...of, reply };
}

/** What the words answer, as far as they can be read; unread they are kept all the same. */
export function answerTo(report: Pick<store.ReportRow, 'asked'>, words: string): Omit<Addition, 'id'> {
  if (report.asked === 'where') return { where: words.slice(0, 300) };
  if (report.asked === 'when') return { tense: readTense(words) ?? undefined };
  if (report.asked === 'first_hand') return { firstHand: readFirstHand(words) ?? undefined };
  if (report.asked === 'language') return { language: readLanguage(words) ?? undefined };
  if (report.asked === 'call_back') return refusesCall(words) ? {} : { contact: words.slice(0, 200) };
  if (report.asked === 'still_there') return { answers: { 'still-going-on': words.slice(0, 200) } };
  return {};
}

const order: store.ReportRow['asked'][] = ['where', 'when', 'first_hand'];

/** Each of the three is asked once: whoever does not answer is not asked again. */
async function nextOf(ctx: Ctx, reportId: string, asked: store.ReportRow['asked']) {
  const at = order.indexOf(asked);
  const next = asked && at >= 0 ? (order[at + 1] ?? null) : null;
  await store.updateReport(ctx, reportId, { asked: next });
  return next;
}

const keepMedia = (ctx: Ctx, { media }: Inbound, reportId: string): Promise<void> =>
  fetchLater(
    ctx,
    reportId,
    media.map(({ url }) => url),
  );
