import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { Gauge } from '../../../platform/gauge.ts';
import type { Call } from '../../../platform/http/call.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { people } from '../../people/index.ts';
import type { Kind } from '../contract.ts';
import { say } from '../messages.ts';
import { markDrill, normalAddress, readAnswer } from '../rules.ts';
import * as store from '../store.ts';
import type { Claimer, Inbound, RawInbound } from '../types.ts';
import { peopleAt } from './group-people.ts';
import { isAnswer } from './mail.ts';
import { addAddresses, addressKey, messageRow, stayOnWay } from './send.ts';

/** What somebody writes within a day of a message is kept as its answer. */
const answerMinutes = 24 * 60;

interface Reply {
  claimedBy: string;
  subject: string | null;
  text: string | null;
  drill: boolean;
}

/**
 * Takes in a message from outside, once: the same carrier's id again gets the first answer and changes nothing.
 * Returns the words to answer with, or null.
 */
export const receive = (call: Call, raw: RawInbound, claimers: Claimer[]): Promise<string | null> =>
  call.tx(async (ctx) => {
    const kept = await keep(ctx, raw);
    if (!kept) return earlierReply(ctx, raw);
    // Two at once by a new number would each begin a conversation, and the second be refused.
    await store.takeTurn(ctx, kept.addressKey);
    const inbound = { ...kept, answers: kept.proven ? await isHeardFrom(ctx, kept) : null };
    const reply = (await obeyKeyword(ctx, inbound)) ?? (await claim(ctx, inbound, claimers));
    if (!reply) return null;
    await store.saveClaim(ctx, inbound, reply.claimedBy, reply.subject);
    if (!reply.text || mustNotAnswer(ctx, inbound)) return null;
    const language = inbound.language ?? 'en';
    const body = reply.drill ? markDrill(reply.text, language) : reply.text;
    const target = {
      kind: raw.kind,
      address: inbound.address,
      key: inbound.addressKey,
      personId: inbound.personId,
    };
    const state = raw.replyLeaves ? 'queued' : 'sent';
    const row = messageRow(ctx, { body, language, purpose: 'reply', subject: inbound.id }, target, state);
    await store.insertMessages(ctx, [{ ...row, drill: reply.drill }]);
    return body;
  });

/** What an inbound message answers, of the last day; null when nothing was sent to its person. */
export const answeredBy = (
  ctx: Ctx,
  inbound: Inbound,
): Promise<{ purpose: string; subject: string | null } | null> =>
  store.selectAnswered(ctx, inbound, plusMinutes(ctx.now, -answerMinutes));

/** Whether a short word that answers one message is more likely for an ask that went out after it: the latest ask wins. */
export const isOvertaken = (ctx: Ctx, inbound: Inbound): Promise<boolean> => store.isOvertaken(ctx, inbound);

/** What they were sent goes no other way, and what they write is kept as its answer. */
async function isHeardFrom(ctx: Ctx, { addressKey, id, personId }: Omit<Inbound, 'answers'>) {
  const answers = await store.saveAnswer(ctx, addressKey, id, plusMinutes(ctx.now, -answerMinutes));
  await stayOnWay(ctx, personId);
  return answers;
}

/** Two machines that answer each other by mail end here. */
const mailAnswers = new Gauge({ most: 5, minutes: 60 });

const mustNotAnswer = (ctx: Ctx, { mail, addressKey }: Inbound): boolean =>
  mail !== undefined &&
  (mail.noReply || mailAnswers.isOver(`${ctx.network.id} ${addressKey.toString('hex')}`, ctx.now));

/** Stores the message; null when it was here before. */
async function keep(ctx: Ctx, raw: RawInbound): Promise<Omit<Inbound, 'answers'> | null> {
  const id = newId();
  const address = normalAddress(raw.kind, raw.address);
  // A page is read out at the number that takes texts.
  const kinds: Kind[] = raw.kind === 'voice' ? ['voice', 'sms'] : [raw.kind];
  const keys = [address, ...(raw.aliases ?? [])].flatMap((one) =>
    kinds.map((kind) => addressKey(ctx.vault, kind, one)),
  );
  const [key] = keys as [Buffer, ...Buffer[]];
  const personId = (await store.selectPersonAt(ctx, keys)) ?? (await becomeKnown(ctx, raw, address));
  const isNew = await store.insertInbound(ctx, {
    id,
    kind: raw.kind,
    providerId: raw.providerId,
    address: ctx.vault.encrypt(address, { record: id, field: 'address' }),
    addressKey: key,
    personId,
    body: ctx.vault.encrypt(raw.body, { record: id, field: 'body' }),
    mediaCount: raw.media.length,
  });
  if (!isNew) return null;
  const language = await languageOf(ctx, personId, raw.body);
  const proven = !raw.mail || (await isAnswer(ctx, raw.mail, key));
  const known = { id, address, addressKey: key, addressKeys: keys, personId, proven, language };
  return { ...raw, ...known, at: ctx.now };
}

/** A member who writes on Signal from a number that we know otherwise is reachable there too from now on. */
async function becomeKnown(ctx: Ctx, raw: RawInbound, address: string): Promise<string | null> {
  if (raw.kind !== 'signal') return null;
  const [personId = null] = await peopleAt(ctx, [[address, ...(raw.aliases ?? [])]]);
  if (personId) await addAddresses(ctx, [{ id: newId(), personId, kind: 'signal', address, rank: 9 }]);
  return personId;
}

/** A member's own language; of anyone else, the one that a keyword gives away. */
async function languageOf(ctx: Ctx, personId: string | null, body: string): Promise<string | null> {
  const [member] = personId ? await people(ctx, [personId]) : [];
  return member ? textLang(member.languages) : readAnswer(body).language;
}

async function earlierReply(ctx: Ctx, raw: RawInbound): Promise<string | null> {
  const row = await store.selectReply(ctx, raw.kind, raw.providerId);
  return row ? ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' }) : null;
}

/** STOP, START and HELP alone are for the carrier's rules and are obeyed before anyone reads the message. */
async function obeyKeyword(ctx: Ctx, inbound: Inbound): Promise<Reply | null> {
  const { says } = readAnswer(inbound.body);
  if (says !== 'stop' && says !== 'start' && says !== 'help') return null;
  for (const key of inbound.proven ? inbound.addressKeys : []) {
    if (says === 'stop') await store.stopAddress(ctx, key);
    if (says === 'start') await store.startAddress(ctx, key);
  }
  const lang = textLang([inbound.language]);
  const { name: network, emergencyNumber: number } = ctx.network;
  return {
    claimedBy: 'channels',
    subject: null,
    // Anybody can write somebody's address: whoever answers the answer is there.
    text: say(lang, inbound.proven || says === 'help' ? says : 'mailProve', { network, number }),
    drill: inbound.drill ?? false,
  };
}

async function claim(ctx: Ctx, inbound: Inbound, claimers: Claimer[]): Promise<Reply | null> {
  for (const claimer of claimers) {
    if (!inbound.proven && !claimer.takesUnproven) continue;
    try {
      const taken = await store.attempt(ctx.tx, () => claimer.claim(ctx, inbound));
      if (taken)
        return {
          claimedBy: claimer.name,
          subject: taken.subject ?? null,
          text: taken.reply ?? null,
          drill: taken.drill ?? inbound.drill ?? false,
        };
    } catch (error) {
      // A rule said no: the message stays and the sender reads why. Anything else is ours, and the carrier tries again.
      if (!(error instanceof Problem)) throw error;
      return { claimedBy: claimer.name, subject: null, text: error.detail, drill: inbound.drill ?? false };
    }
  }
  return null;
}
