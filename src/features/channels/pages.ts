import { tellAttack } from '../../platform/attack.ts';
import type { Config } from '../../platform/config.ts';
import { xml } from '../../platform/html/index.ts';
import { type Call, openCall } from '../../platform/http/call.ts';
import { type Page, post, type Visit } from '../../platform/http/pages.ts';
import { forbidden, notFound } from '../../platform/problem.ts';
import { receive } from './commands/receive.ts';
import { saveReceipts } from './commands/status.ts';
import { isSigned, readTwilioForm, readTwilioStatus } from './providers/twilio.ts';
import { readTwilioLegStatus, readTwilioVoice, toTwiml } from './providers/twilio-voice.ts';
import type { Claimer } from './types.ts';
import type { Telephone } from './voice.ts';

type Settings = NonNullable<Config['twilio']>;

/** The carrier's hooks: form fields in, TwiML out, nothing without a valid signature. */
export const hookPages = (claimers: Claimer[], telephone: Telephone): Page[] => [
  post('/hooks/twilio/message', async (visit) => {
    const settings = await verified(visit);
    const raw = readTwilioForm(settings, visit.form);
    const reply = raw ? await receive(await callFor(visit, 'To'), raw, claimers) : null;
    const twiml = xml`<?xml version="1.0" encoding="UTF-8"?><Response>${reply && xml`<Message>${reply}</Message>`}</Response>`;
    return { type: 'text/xml; charset=utf-8', body: String(twiml) };
  }),
  post('/hooks/twilio/voice', async (visit) => {
    const settings = await verified(visit);
    const heard = readTwilioVoice(settings, visit.form, visit.query);
    const verbs = heard
      ? await telephone.answer(await callForLeg(visit), heard)
      : [{ do: 'hangUp' as const }];
    return {
      type: 'text/xml; charset=utf-8',
      body: toTwiml(verbs, visit.call.services.config.url),
    };
  }),
  post('/hooks/twilio/status', async (visit) => {
    await verified(visit);
    const leg = readTwilioLegStatus(visit.form, visit.query);
    if (leg) await telephone.over(await callForLeg(visit), leg);
    const receipts = readTwilioStatus(visit.form);
    const call = await callFor(visit, 'From');
    await call.tx((ctx) => saveReceipts(ctx, call.services.config, receipts));
    return { type: 'text/xml; charset=utf-8', body: '<Response/>' };
  }),
];

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
async function callFor({ call, form }: Visit, field: 'To' | 'From'): Promise<Call> {
  const number = (form[field] ?? '').replace(/^whatsapp:/, '');
  const id = await call.services.db.networkAtDoor('phone', number);
  if (!id || id === call.network.id) return call;
  return openCall(call.services, await call.services.network(id), call.actor, call.origin);
}

/** Of a caller's leg the called number is ours, of an operator's the calling one. */
async function callForLeg(visit: Visit): Promise<Call> {
  const call = await callFor(visit, 'To');
  return call === visit.call ? callFor(visit, 'From') : call;
}
