import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { isLang, type Lang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import type { Claimer, Inbound } from '../../channels/index.ts';
import { findCrossing } from '../../places/index.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import type { Door, ReportKind } from '../contract.ts';
import { say } from '../messages.ts';
import {
  guessLanguage,
  keywordOf,
  nextQuestion,
  readFirstHand,
  readTense,
  soundsLikeSighting,
} from '../rules.ts';
import * as store from '../store.ts';
import { type Addition, addTo } from './add.ts';
import { questionKey } from './desk.ts';
import { fetchLater } from './media.ts';
import { receiveReports } from './receive.ts';

/**
 * Whether a member's text is one for the hotline: more to a report of theirs that is open, a picture, a crossing by name,
 * or words that may tell of something seen.
 */
export async function speaksToHotline(ctx: Ctx, inbound: Inbound): Promise<boolean> {
  if (inbound.media.length > 0 || soundsLikeSighting(inbound.body)) return true;
  if (await findCrossing(ctx, inbound.body)) return true;
  const own = await conversationOf(ctx, inbound);
  return (await openReport(ctx, own?.reportId ?? null)) !== null;
}

/** What is written within this time of a report that is still open belongs to it. */
const threadMinutes = 24 * 60;

/** Takes whatever nobody before it took: a new report, or more to the one that is open. */
export const claimer: Claimer = {
  name: 'hotline',
  async claim(ctx, inbound) {
    const conversation = await conversationOf(ctx, inbound);
    if (conversation) await moveTo(ctx, conversation, inbound);
    const lang = languageOf(ctx, inbound, conversation?.language);
    const open = await openReport(ctx, conversation?.reportId ?? null);
    const keyword = keywordOf(inbound.body);
    if (keyword === 'rights') return { reply: await rightsCard(ctx, lang) };
    const restrict = keyword === 'detained' && open?.kind !== 'detained';
    if (open && !restrict) return addText(ctx, inbound, open, lang);
    const kind = keyword === 'detained' ? 'detained' : 'sighting';
    return begin(ctx, inbound, conversation, lang, kind);
  },
};

/** The number alone, hashed: a person who comes by another way is known by it. */
function numberKeyOf(ctx: Ctx, { address, aliases = [] }: Inbound): Buffer | null {
  const number = [address, ...aliases].find((one) => /^\+\d{6,15}$/.test(one));
  return number ? ctx.vault.hash('number', number) : null;
}

const conversationOf = (ctx: Ctx, inbound: Inbound) =>
  store.selectConversation(ctx.tx, ctx.network.id, inbound.kind, {
    addressKey: inbound.addressKey,
    numberKey: numberKeyOf(ctx, inbound),
  });

/** They are answered where they wrote from last. */
async function moveTo(ctx: Ctx, before: store.ConversationRow, inbound: Inbound): Promise<void> {
  const { kind, address, addressKey } = inbound;
  if (before.kind === kind && before.addressKey.equals(addressKey)) return;
  const from = {
    kind,
    addressKey,
    address: ctx.vault.encrypt(address, { record: before.id, field: 'address' }),
  };
  await store.updateConversation(ctx.tx, ctx.network.id, before.id, { from });
}

function languageOf(ctx: Ctx, inbound: Inbound, before: string | undefined): Lang {
  const said = guessLanguage(inbound.body) ?? before ?? inbound.language ?? ctx.network.languages[0];
  return isLang(said) ? said : 'en';
}

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
  wall: 'wall',
};

async function begin(
  ctx: Ctx,
  inbound: Inbound,
  before: store.ConversationRow | undefined,
  lang: Lang,
  kind: ReportKind,
) {
  const conversationId = before?.id ?? newId();
  const { body } = inbound;
  const names = await findCrossing(ctx, body);
  const tense = readTense(body);
  const [received] = await receiveReports(ctx, [
    {
      id: inbound.id,
      door: doors[inbound.kind] ?? 'sms',
      kind,
      language: lang,
      tense: tense ?? 'now',
      what: body.trim() || say(lang, 'textPicture'),
      where: { text: names?.name },
      origin: ctx.vault.hash('origin', (numberKeyOf(ctx, inbound) ?? inbound.addressKey).toString('hex')),
      conversationId,
      drill: inbound.drill,
      uncounted: inbound.drill,
    },
  ]);
  const reportId = received!.id;
  if (before) await store.updateConversation(ctx.tx, ctx.network.id, before.id, { reportId, language: lang });
  else await insertConversation(ctx, inbound, { id: conversationId, language: lang, reportId });
  await keepMedia(ctx, inbound, reportId);
  if (kind === 'detained') return { subject: reportId, reply: say(lang, 'textDetained') };
  if (received!.queue === 'throttled')
    return { subject: reportId, reply: say(lang, 'textLater', { number: ctx.network.emergencyNumber }) };
  const question = nextQuestion({ where: names !== null, tense: tense !== null, firstHand: false });
  await store.updateReport(ctx, reportId, { asked: question });
  const ask = question ? ` ${say(lang, questionKey[question])}` : '';
  return { subject: reportId, reply: say(lang, 'textReceived') + ask };
}

const insertConversation = (
  ctx: Ctx,
  inbound: Inbound,
  row: { id: string; language: string; reportId: string },
) =>
  store.insertConversation(
    ctx.tx,
    ctx.network.id,
    {
      ...row,
      kind: inbound.kind,
      addressKey: inbound.addressKey,
      numberKey: numberKeyOf(ctx, inbound),
      address: ctx.vault.encrypt(inbound.address, { record: row.id, field: 'address' }),
    },
    ctx.now,
  );

async function addText(ctx: Ctx, inbound: Inbound, report: store.ReportRow, lang: Lang) {
  const words = inbound.body.trim();
  await addTo(ctx, report.id, { ...answerTo(report, words), id: inbound.id, words: words || undefined });
  await keepMedia(ctx, inbound, report.id);
  const of = { subject: report.id, drill: report.drill };
  if (report.kind === 'detained') return { ...of, reply: say(lang, 'textDetainedAdded') };
  const next = report.state === 'needs_information' ? null : await nextOf(ctx, report.id, report.asked);
  const reply = next ? say(lang, questionKey[next]) : say(lang, report.asked ? 'textThanks' : 'textAdded');
  return { ...of, reply };
}

/** What the words answer, as far as they can be read; unread they are kept all the same. */
export function answerTo(report: Pick<store.ReportRow, 'asked'>, words: string): Omit<Addition, 'id'> {
  if (report.asked === 'where') return { where: words.slice(0, 300) };
  if (report.asked === 'when') return { tense: readTense(words) ?? undefined };
  if (report.asked === 'first_hand') return { firstHand: readFirstHand(words) ?? undefined };
  if (report.asked === 'call_back') return { contact: words.slice(0, 200) };
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
