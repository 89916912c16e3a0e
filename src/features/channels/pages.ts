import { tellAttack } from '../../platform/attack.ts';
import type { Config } from '../../platform/config.ts';
import { xml } from '../../platform/html/index.ts';
import { type Call, openCall } from '../../platform/http/call.ts';
import { get, type Page, post, postRaw, type Visit } from '../../platform/http/pages.ts';
import { forbidden, notFound } from '../../platform/problem.ts';
import { receive } from './commands/receive.ts';
import { saveReceipts } from './commands/status.ts';
import { pageOver, readOut } from './commands/voice-page.ts';
import { isSigned, readTwilioForm, readTwilioStatus } from './providers/twilio.ts';
import { readTwilioLegStatus, readTwilioVoice, toTwiml } from './providers/twilio-voice.ts';
import { challengeOf, isSignedByMeta, readWhatsapp } from './providers/whatsapp.ts';
import type { Claimer } from './types.ts';
import type { LegHeard, Next, Telephone, Verb } from './voice.ts';

type Settings = NonNullable<Config['twilio']>;

/** The carriers' hooks: form fields in and TwiML out, or JSON in and replies by the ledger; nothing without a valid signature. */
export const hookPages = (claimers: Claimer[], telephone: Telephone): Page[] => [
  post('/hooks/twilio/message', async (visit) => {
    const settings = await verified(visit);
    const raw = readTwilioForm(settings, visit.form);
    const reply = raw ? await receive(await callFor(visit, 'To'), raw, claimers) : null;
    const twiml = xml`<?xml version="1.0" encoding="UTF-8"?><Response>${reply && xml`<Message>${reply}</Message>`}</Response>`;
    return { type: 'text/xml; charset=utf-8', body: String(twiml) };
  }),
  get('/hooks/whatsapp', async ({ call, query }) => {
    const { whatsapp } = call.services.config;
    if (!whatsapp) throw notFound('hook');
    const challenge = challengeOf(whatsapp, query);
    if (!challenge) throw forbidden('this without the word agreed on');
    return { type: 'text/plain; charset=utf-8', body: challenge };
  }),
  postRaw('/hooks/whatsapp', async ({ call, request, raw }) => {
    const { config, clock } = call.services;
    if (!config.whatsapp) throw notFound('hook');
    if (!isSignedByMeta(config.whatsapp, raw, String(request.headers['x-hub-signature-256'] ?? ''))) {
      await tellAttack(call, 'hook.forged');
      throw forbidden('a message without the carrier’s signature');
    }
    for (const { number, heard } of readWhatsapp(raw, clock.now())) {
      const there = await callAt(call, number);
      for (const one of heard.inbound) await receive(there, { ...one, replyLeaves: true }, claimers);
      if (heard.receipts.length > 0) await there.tx((ctx) => saveReceipts(ctx, config, heard.receipts));
    }
    return { type: 'text/plain; charset=utf-8', body: '' };
  }),
  post('/hooks/twilio/voice', async (visit) => {
    const settings = await verified(visit);
    const heard = readTwilioVoice(settings, visit.form, visit.query);
    const verbs = heard ? await answerLeg(visit, heard, claimers, telephone) : [{ do: 'hangUp' as const }];
    return {
      type: 'text/xml; charset=utf-8',
      body: toTwiml(verbs, visit.call.services.config.url),
    };
  }),
  post('/hooks/twilio/status', async (visit) => {
    await verified(visit);
    const leg = readTwilioLegStatus(visit.form, visit.query);
    if (leg) {
      const there = await callForLeg(visit);
      await (isPage(leg) ? pageOver(there, leg) : telephone.over(there, leg));
    }
    const receipts = readTwilioStatus(visit.form);
    const call = await callFor(visit, 'From');
    await call.tx((ctx) => saveReceipts(ctx, call.services.config, receipts));
    return { type: 'text/xml; charset=utf-8', body: '<Response/>' };
  }),
];

const isPage = ({ next }: { next: Next }) => /^[0-9a-f-]{36}$/.test(next.page ?? '');

/** A page that is read out is the ledger's; every other leg is a call's. */
async function answerLeg(
  visit: Visit,
  heard: LegHeard,
  claimers: Claimer[],
  telephone: Telephone,
): Promise<Verb[]> {
  const call = await callForLeg(visit);
  return isPage(heard) ? readOut(call, heard, claimers) : telephone.answer(call, heard);
}

/** The carrier's settings. Throws 404 when none is set, 403 when the request was not signed by it. */
async function verified({ call, request, form }: Visit): Promise<Settings> {
  const { twilio, url } = call.services.config;
  if (!twilio) throw notFound('hook');
  const signature = String(request.headers['x-twilio-signature'] ?? '');
  if (!isSigned(twilio, url + request.url, form, signature)) {
    await tellAttack(call, 'hook.forged');
    throw forbidden('a message without the carrier’s signature');
  }
  return twilio;
}

/** The network whose number was written to; where the number is no door, that of the host name. */
const callFor = ({ call, form }: Visit, field: 'To' | 'From'): Promise<Call> =>
  callAt(call, (form[field] ?? '').replace(/^whatsapp:/, ''));

async function callAt(call: Call, number: string): Promise<Call> {
  const id = await call.services.db.networkAtDoor('phone', number);
  if (!id || id === call.network.id) return call;
  return openCall(call.services, await call.services.network(id), call.actor, call.origin);
}

/** Of a caller's leg the called number is ours, of an operator's the calling one. */
async function callForLeg(visit: Visit): Promise<Call> {
  const call = await callFor(visit, 'To');
  return call === visit.call ? callFor(visit, 'From') : call;
}
