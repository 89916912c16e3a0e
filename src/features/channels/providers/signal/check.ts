import * as z from 'zod/mini';
import type { Config } from '../../../../platform/config.ts';
import { rpc } from './rpc.ts';

const Version = z.object({ version: z.string().check(z.maxLength(40)) });
const Statuses = z.array(z.object({ isRegistered: z.boolean() }));
const timeoutMs = 5000;

/** What the doctor says about Signal: whether signal-cli is there, and has the account of the settings. */
export async function checkSignal({ signal }: Config): Promise<{ well: boolean; says: string }> {
  if (!signal) return { well: true, says: 'Signal: not set up; SIGNAL_URL and SIGNAL_NUMBER would do it.' };
  const at = new URL(signal.url).origin;
  try {
    const { version } = await rpc(signal, 'version', {}, Version, { timeoutMs });
    const [own] = await rpc(signal, 'getUserStatus', { recipient: [signal.number] }, Statuses, {
      timeoutMs,
    });
    if (!own?.isRegistered)
      return {
        well: false,
        says: `Signal: signal-cli at ${at} says that the number of SIGNAL_NUMBER has no Signal account. Register or link it ("Signal" in docs/OPERATING.md).`,
      };
    return { well: true, says: `Signal: signal-cli ${version} answers at ${at}, and the account is there.` };
  } catch (error) {
    const { code, name } = error as { code?: string; name: string };
    return {
      well: false,
      says: `Signal: signal-cli does not answer at ${at} (${code ?? name}). Is it running? Start it: signal-cli daemon --http=${new URL(signal.url).host}`,
    };
  }
}
