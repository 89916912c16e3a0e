import { batcher } from '../../platform/batch.ts';
import { resident } from '../../platform/context.ts';
import { type Call, openCall } from '../../platform/http/call.ts';
import { type Incoming, type Prepared, prepareReport, receivePrepared } from './commands/receive.ts';
import type { Received } from './contract.ts';

const most = 100;
const atOnce = 2;

type Take = (prepared: Prepared) => Promise<Received>;
const batchers = new Map<string, Take>();

/**
 * The open doors' way in: words are sealed at once, and the reports of one network that come together share a commit.
 * Answered when the report is on disk.
 */
export async function intake(call: Call, report: Incoming): Promise<Received> {
  const vault = await call.services.vault(call.network.id);
  const prepared = await prepareReport(vault, report);
  return takerOf(call)(prepared);
}

function takerOf({ services, network }: Call): Take {
  const known = batchers.get(network.id);
  if (known) return known;
  const take = batcher<Prepared, Received>(
    most,
    async (items) => {
      // At an open door everyone is a resident, so one transaction can act for all of a batch.
      const call = await openCall(services, network, resident, '');
      return call.tx((ctx) => receivePrepared(ctx, items));
    },
    atOnce,
  );
  batchers.set(network.id, take);
  return take;
}
