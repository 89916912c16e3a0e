import { newId } from '../../../platform/id.ts';
import { listPhones, type PhoneMessage, readPhone, writeOnPhone } from '../../channels/contract.ts';
import { Client } from './client.ts';
import type { Wire } from './wire.ts';

/** The demo's phones, as their owners see them. */
export class Phones {
  private readonly hand: Client;
  private readonly addresses = new Map<string, string>();

  constructor(wire: Wire) {
    this.hand = new Client(wire);
  }

  /** The number of a member's phone. Throws when there is none. */
  async of(callSign: string): Promise<string> {
    const known = this.addresses.get(callSign);
    if (known) return known;
    const { items } = await this.hand.call(listPhones, { query: { q: callSign, limit: 200 } });
    for (const phone of items) if (phone.callSign) this.addresses.set(phone.callSign, phone.address);
    const found = this.addresses.get(callSign);
    if (!found) throw new Error(`${callSign} has no phone on the wall`);
    return found;
  }

  /** What the network sent there since `at`, the oldest first. */
  async heard(address: string, at: Date): Promise<PhoneMessage[]> {
    const { messages } = await this.hand.call(readPhone, { params: { address } });
    return messages.filter((m) => m.from === 'network' && new Date(m.at) >= at);
  }

  /** Writes in from that phone and returns the reply. */
  async write(address: string, body: string): Promise<string | null> {
    const given = { params: { address }, body: { id: newId(), body, drill: true } };
    return (await this.hand.call(writeOnPhone, given)).reply;
  }
}
