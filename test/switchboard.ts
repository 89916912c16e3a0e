import { afterAll, beforeAll, beforeEach } from 'vitest';
import { carry } from '../src/features/calls/commands.ts';
import { addAddresses } from '../src/features/channels/index.ts';
import { stepDue } from '../src/features/escalations/commands.ts';
import { onShift } from '../src/features/shifts/index.ts';
import { newId } from '../src/platform/id.ts';
import { CarrierVoice, type Phone } from './fakes/carrier-voice.ts';
import { type TestNetwork, testNetwork } from './harness.ts';

/** A network whose hotline hangs on a carrier, with a telephone for everyone on shift. */
export interface Switchboard {
  net: TestNetwork;
  carrier: CarrierVoice;
  /** Who is on shift, with their telephones. */
  operators: { id: string; phone: string }[];
  dispatchers: { id: string; phone: string }[];
  legal: { id: string; phone: string }[];
  /** What the carrier is to be told it is told, and what it then asks is answered. */
  settle(): Promise<void>;
  /** A form as the carrier would send it, or not quite. */
  post(
    path: string,
    form: Record<string, string>,
    signature?: string,
  ): Promise<{ status: number; body: string }>;
}

let numbers = 0;

export async function switchboard(): Promise<Switchboard> {
  const carrier = new CarrierVoice();
  await carrier.start();
  const net = await testNetwork({ volunteers: 40, settings: carrier.settings });
  const phonesOf = (role: string) =>
    net.tx(async (ctx) => {
      const people = (await onShift(ctx, role)).map((id) => ({
        id,
        phone: `+1646555${String(1000 + numbers++)}`,
      }));
      await addAddresses(
        ctx,
        people.map((p) => ({ id: newId(), personId: p.id, kind: 'sms', address: p.phone, rank: 2 })),
      );
      return people;
    });
  const post: Switchboard['post'] = async (path, form, signature = carrier.sign(path, form)) => {
    const answer = await net.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      payload: new URLSearchParams(form).toString(),
    });
    return { status: answer.statusCode, body: answer.body };
  };
  carrier.deliver = post;
  return {
    net,
    carrier,
    operators: await phonesOf('operator'),
    dispatchers: await phonesOf('dispatcher'),
    legal: await phonesOf('legal'),
    post,
    async settle() {
      for (let round = 0; round < 3; round++) {
        await carry(net.services, net.network.id);
        await carrier.calm();
      }
    },
  };
}

let callers = 0;

/** A switchboard for the tests of one file, with what callers do there and what the desk sees of it. */
export function atSwitchboard() {
  const line = {} as { board: Switchboard /** Of the first operator. */; headers: Record<string, string> };
  beforeAll(async () => {
    line.board = await switchboard();
  });
  afterAll(() => line.board.carrier.stop());

  /** Whoever is still on the line hangs up, so that each test begins with an empty queue. */
  beforeEach(async () => {
    const { board } = line;
    for (const phone of board.carrier.phones) await phone.hangUp();
    await board.settle();
    board.net.clock.advance(11);
    // Nobody stays signed in for as long as these evenings take.
    line.headers = await board.net.signIn(['operator'], board.operators[0]!.id);
  });

  const number = () => `+1917555${String(1000 + callers++)}`;
  const api = async (method: 'GET' | 'POST', path: string, as = line.headers) => {
    const answer = await line.board.net.app.inject({ method, url: `/api/v1/${path}`, headers: as });
    return { status: answer.statusCode, body: await line.board.net.open(as, answer.json()) };
  };
  return Object.assign(line, {
    number,
    minutes: (n: number) => line.board.net.clock.advance(n),
    seconds: (n: number) => line.board.net.clock.advance(n / 60),
    api,
    calls: async (as = line.headers) => (await api('GET', 'calls', as)).body,
    /** A caller who chose English and then this key. */
    async calling(key: string, from = number()): Promise<Phone> {
      const phone = await line.board.carrier.call(from);
      await phone.press('1');
      await phone.press(key);
      await line.board.settle();
      return phone;
    },
    ringing: (who: { phone: string }[]) =>
      who.filter((p) => line.board.carrier.ringing().has(p.phone)).length,
    phoneOf: (who: { phone: string }) => line.board.carrier.ringing().get(who.phone)!,
    /** How many were paged in such words, up to now. */
    paged: async (why: RegExp) => {
      const { services, network, tx } = line.board.net;
      while (await stepDue(services, network.id));
      return tx(async (ctx) => {
        const rows = await ctx.tx
          .selectFrom('messages')
          .select(['id', 'body'])
          .where('network_id', '=', ctx.network.id)
          .where('purpose', '=', 'escalation')
          .execute();
        return rows.filter((r) =>
          why.test(ctx.vault.decrypt<string>(r.body, { record: r.id, field: 'body' })),
        ).length;
      });
    },
  });
}
