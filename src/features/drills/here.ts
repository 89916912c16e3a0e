import type { Ctx } from '../../platform/context.ts';
import type { Services } from '../../platform/http/call.ts';
import { log } from '../../platform/log.ts';
import * as commands from './commands.ts';
import type { Evening } from './contract.ts';
import { play } from './player/play.ts';
import { realPace } from './player/stage.ts';
import { httpWire } from './player/wire.ts';
import type { DrillRow } from './store.ts';

/**
 * Plays a drill within the server's process, against its own address, as anyone outside would. Returns at once; what
 * happens is written down step by step. That it was stopped is read from its row, so any process may stop it.
 */
export function playHere(
  services: Services,
  networkId: string,
  { evening, drill }: { evening: Evening; drill: DrillRow },
): void {
  const write = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => services.asSystem(networkId, work);
  const now = () => services.clock.now();
  play({
    evening,
    seed: drill.seed,
    speed: drill.speed,
    wire: httpWire(services.config.url),
    pace: realPace(drill.speed, now, () => write((ctx) => commands.isRunning(ctx, drill.id))),
    onStep: (step) => write((ctx) => commands.addStep(ctx, drill.id, step)),
  })
    .then((passed) => write((ctx) => commands.finish(ctx, drill.id, passed)))
    .catch((error: Error) => {
      // The server is going down, or the player is at fault: either way nobody waits for it.
      log.error({ drill: drill.id, name: error.name }, 'a drill broke off');
      return write((ctx) => commands.finish(ctx, drill.id, false)).catch(() => {});
    });
}
