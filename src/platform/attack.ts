import { audit } from './audit/index.ts';
import { Gauge } from './gauge.ts';
import type { Call } from './http/call.ts';

/** Of one door the first in ten minutes is written down, of one network so many in an hour: the log is no target. */
const perOrigin = new Gauge({ most: 1, minutes: 10 });
const perNetwork = new Gauge({ most: 60, minutes: 60 });

/**
 * Writes down that somebody attacks, by the keyed hash of their door.
 */
export async function tellAttack(call: Call, act: string): Promise<void> {
  const now = call.services.clock.now();
  const { id } = call.network;
  if (perOrigin.isOver(`${id} ${act} ${call.origin}`, now) || perNetwork.isOver(id, now)) return;
  await call.tx((ctx) => audit(ctx, { act, subject: id, data: { door: call.origin } }));
}
