import { expect } from 'vitest';
import type { TestNetwork } from '../harness.ts';
import { type Neighbour, text } from '../village.ts';

export interface Sent {
  to: string;
  purpose: string;
  body: string;
  drill: boolean;
}

/**
 * The network's whole ledger of messages, read from where the last look ended: a message that the story does not name
 * fails it. Replies to a text count as messages; `says` names them itself.
 */
export class Ledger {
  private readonly net: TestNetwork;
  private readonly names = new Map<string, string>();
  private readonly seen = new Set<string>();

  constructor(net: TestNetwork, people: Pick<Neighbour, 'callSign' | 'phone'>[]) {
    this.net = net;
    for (const { callSign, phone } of people) this.names.set(phone, callSign);
  }

  /** What was sent since the last look. */
  async since(): Promise<Sent[]> {
    await this.net.settle();
    return this.net.tx(async (ctx) => {
      const rows = await ctx.tx
        .selectFrom('messages')
        .select(['id', 'address', 'body', 'purpose', 'drill'])
        .where('network_id', '=', ctx.network.id)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      const fresh = rows.filter((row) => !this.seen.has(row.id));
      for (const row of fresh) this.seen.add(row.id);
      return fresh.map((row) => {
        const address = ctx.vault.decrypt<string>(row.address, { record: row.id, field: 'address' });
        const body = ctx.vault.decrypt<string>(row.body, { record: row.id, field: 'body' });
        const { purpose, drill } = row;
        return { to: this.names.get(address) ?? address, purpose, body, drill };
      });
    });
  }

  /** Exactly these people got exactly these messages since the last look. */
  async holds(wanted: Record<string, RegExp | RegExp[]>): Promise<void> {
    const sent = await this.since();
    const byName = Object.groupBy(sent, (m) => m.to);
    expect(Object.keys(byName).sort(), JSON.stringify(sent, null, 1)).toEqual(Object.keys(wanted).sort());
    for (const [name, patterns] of Object.entries(wanted)) {
      const bodies = byName[name]!.map((m) => m.body);
      expect(bodies, name).toEqual([patterns].flat().map((pattern) => expect.stringMatching(pattern)));
    }
  }

  /** Somebody writes, and the reply is all that they get; `others` hear of it too. */
  async says(
    who: Neighbour,
    words: string,
    reply: RegExp,
    others: Record<string, RegExp | RegExp[]> = {},
  ): Promise<void> {
    await text(this.net, who.phone, words);
    const own = others[who.callSign] ?? [];
    await this.holds({ ...others, [who.callSign]: [reply, ...[own].flat()] });
  }
}

/** Everyone of these gets the same. */
export const each = (names: string[], pattern: RegExp): Record<string, RegExp> =>
  Object.fromEntries(names.map((name) => [name, pattern]));
