import type { Config } from '../../../platform/config.ts';
import type { Network } from '../../../platform/context.ts';
import type { VoiceCarrier } from '../voice.ts';
import type { Provider } from './provider.ts';
import { push } from './push.ts';
import { signal } from './signal.ts';
import { smtp } from './smtp.ts';
import { twilio } from './twilio.ts';
import { twilioPages, twilioVoice } from './twilio-voice.ts';
import { wall } from './wall.ts';
import { whatsapp } from './whatsapp.ts';

export type { Delivery, HandedOver, Hear, Heard, Outcome, Provider, Receipt } from './provider.ts';

const made = new WeakMap<Config, Provider[]>();

/** What can deliver for this network: the wall in a demo, and whatever is set. Made once, so that connections are kept. */
export function providersOf(config: Config, network: Network): Provider[] {
  const real = made.get(config) ?? [
    ...(config.vapid ? [push(config.vapid, config.url)] : []),
    // Before the other carrier of the same way.
    ...(config.whatsapp ? [whatsapp(config.whatsapp)] : []),
    ...(config.twilio ? [twilio(config.twilio, config.url), twilioPages(config.twilio, config.url)] : []),
    ...(config.signal ? [signal(config.signal)] : []),
    ...(config.smtp ? [smtp(config.smtp, config.url, config.imap)] : []),
  ];
  made.set(config, real);
  return network.demo ? [wall, ...real] : real;
}

/** Who carries telephone calls; null where there is no carrier. */
export const voiceOf = (config: Config): VoiceCarrier | null =>
  config.twilio ? twilioVoice(config.twilio, config.url) : null;
