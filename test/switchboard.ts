import { carry } from '../src/features/calls/commands.ts';
import { addAddresses } from '../src/features/channels/index.ts';
import { onShift } from '../src/features/shifts/index.ts';
import { newId } from '../src/platform/id.ts';
import { CarrierVoice } from './fakes/carrier-voice.ts';
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
