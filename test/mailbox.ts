import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { hearing } from '../src/features/channels/commands/listen.ts';
import { addAddresses, send } from '../src/features/channels/commands/send.ts';
import { smtp } from '../src/features/channels/providers/smtp.ts';
import type { Claimer } from '../src/features/channels/types.ts';
import { claimer as hotlineClaimer } from '../src/features/hotline/index.ts';
import { claimer as threadsClaimer } from '../src/features/threads/index.ts';
import type { Services } from '../src/platform/http/call.ts';
import { newId } from '../src/platform/id.ts';
import { Mailbox } from './fakes/imap.ts';
import { MailServer } from './fakes/smtp.ts';
import { testNetwork } from './harness.ts';
import { settlePeople } from './village.ts';

export interface Written {
  from?: string;
  subject?: string;
  text?: string;
  id?: string;
  answers?: string | undefined;
  head?: string[];
  /** Instead of plain text: the head of a body, and the body. */
  body?: [string, string];
}

let ids = 0;
/** A mail as it lies in a mailbox. */
export function raw({
  from = 'Ana <ana@example.org>',
  subject = '',
  text = '',
  id,
  answers,
  head,
  body,
}: Written): string {
  return [
    `From: ${from}`,
    'To: hotline@example.org',
    ...(subject ? [`Subject: ${subject}`] : []),
    `Message-ID: ${id ?? `<mail-${++ids}@example.org>`}`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: <older@example.org> ${answers}`] : []),
    ...(head ?? []),
    'MIME-Version: 1.0',
    ...(body ? [body[0], '', body[1]] : ['Content-Type: text/plain; charset=utf-8', '', text]),
    '',
  ].join('\r\n');
}

/** The Message-ID of a mail that left. */
export const idOf = ({ data }: { data: string }) => /^Message-ID: (<.+>)/m.exec(data)![1]!;
let members = 0;

/** A network whose mailbox is followed, with who writes to it and what it writes. */
export async function networkWithMailbox() {
  const box = new Mailbox();
  const out = new MailServer();
  await Promise.all([box.start(), out.start()]);
  const net = await testNetwork({ volunteers: 30 });
  const config = {
    ...net.services.config,
    url: 'https://hotline.example.org',
    smtp: { url: out.url },
    imap: { url: box.url },
  };
  const services: Services = { ...net.services, config };
  const [someone] = await settlePeople(net, 1);
  const desk = await net.signIn(['dispatcher'], someone!.id);
  let ear: { stop: AbortController; done: Promise<void> } | undefined;
  /** Stands for a call-out: it takes a member's yes. */
  const yeses: { personId: string | null; body: string }[] = [];
  const callout: Claimer = {
    name: 'callouts',
    async claim(_ctx, { personId, body }) {
      if (!personId || !/^yes/i.test(body)) return null;
      yeses.push({ personId, body });
      return { reply: 'Thank you.' };
    },
  };

  beforeEach(() => {
    out.taken = [];
    yeses.length = 0;
  });
  afterEach(() => deafen());
  afterAll(async () => {
    out.stop();
    await box.stop();
  });

  function listen() {
    const hear = hearing(services, net.network.id, [callout, threadsClaimer, hotlineClaimer]);
    const stop = new AbortController();
    const provider = smtp(services.config.smtp!, services.config.url, services.config.imap);
    ear = { stop, done: provider.listen!(hear, stop.signal, () => net.clock.now()) };
  }
  async function deafen() {
    ear?.stop.abort();
    await ear?.done;
    ear = undefined;
  }
  /** Whatever lies in the mailbox was taken, and what is to leave has left. */
  async function taken() {
    if (!ear) listen();
    const ready = () => box.mails.every(({ flags }) => flags.size > 0);
    await expect.poll(ready, { timeout: 15_000, interval: 10 }).toBe(true);
    while (await deliver(services, net.network.id));
  }
  async function writes(mail: Written) {
    const uid = box.deliver(raw(mail), net.clock.now());
    await taken();
    return uid;
  }

  const to = (address: string) => out.taken.filter((m) => m.to.includes(address));
  const textOf = async ({ data }: { data: string }) => (await simpleParser(data)).text ?? '';

  async function reports() {
    await net.settle();
    const answer = await net.app.inject({ url: '/api/v1/reports?open=1', headers: desk });
    return (await net.open(desk, answer.json())).items;
  }
  async function thread(id: string) {
    await net.settle();
    const answer = await net.app.inject({ url: `/api/v1/threads/${id}`, headers: desk });
    return net.open(desk, answer.json());
  }
  const counts = () =>
    net.tx(async (ctx) => {
      const found: Record<string, number> = {};
      for (const table of ['reports', 'report_additions', 'thread_lines', 'messages', 'inbound']) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.table(table)} where network_id = ${ctx.network.id}`.execute(
          ctx.tx,
        );
        found[table] = rows[0]!.n;
      }
      return found;
    });

  async function member() {
    const [person] = await settlePeople(net, 1);
    const address = `member${++members}@example.org`;
    await net.tx(async (ctx) => {
      await ctx.tx
        .deleteFrom('addresses')
        .where('network_id', '=', ctx.network.id)
        .where('person_id', '=', person!.id)
        .execute();
      await addAddresses(ctx, [{ id: newId(), personId: person!.id, kind: 'email', address, rank: 1 }]);
    });
    return { id: person!.id, address };
  }
  /** A mail of ours to them; its Message-ID. */
  async function asked(personId: string, address: string) {
    await net.tx((ctx) =>
      send(ctx, [{ to: { personId }, body: 'Can you go? yes or no', language: 'en', purpose: 'ask' }]),
    );
    while (await deliver(services, net.network.id));
    return idOf(to(address).at(-1)!);
  }

  return {
    ...{ box, out, net, services, desk, yeses, deafen, taken, writes },
    ...{ to, textOf, reports, thread, counts, member, asked },
  };
}
