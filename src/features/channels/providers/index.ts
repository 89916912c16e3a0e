import type { Config } from '../../../platform/config.ts';
import type { Network } from '../../../platform/context.ts';
import type { Kind } from '../contract.ts';
import { smtp } from './smtp.ts';
import { twilio } from './twilio.ts';
import { wall } from './wall.ts';

/** One message as a provider gets it. */
export interface Delivery {
  id: string;
  kind: Kind;
  address: string;
  body: string;
  language: string;
  /** Part of a drill; the body says so already. */
  drill: boolean;
}

/** Taken over by the provider; `delivered` when it is known to be on the phone already. */
export interface HandedOver {
  providerId: string;
  delivered: boolean;
}

/** A way out. `send` throws Undeliverable when trying again is of no use, anything else when it may be. */
export interface Provider {
  kinds: readonly Kind[];
  check(address: string): boolean;
  send(message: Delivery): Promise<HandedOver>;
}

/** What can deliver for this network: the wall in a demo, a carrier and a mail server where they are set. */
export function providersOf(config: Config, network: Network): Provider[] {
  return [
    ...(network.demo ? [wall] : []),
    ...(config.twilio ? [twilio(config.twilio, config.url)] : []),
    ...(config.smtp ? [smtp(config.smtp, config.url)] : []),
  ];
}
