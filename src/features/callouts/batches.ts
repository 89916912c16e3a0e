import { batcher } from '../../platform/batch.ts';
import { system } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import { type AnswerIn, type AnswerOut, answer } from './commands/answer.ts';

/** The most answers that share one transaction and its lock. */
const most = 64;

const perNetwork = new WeakMap<object, Map<string, (item: AnswerIn) => Promise<AnswerOut>>>();

/** Answers that come in at the same moment are taken together: one lock, one commit. */
export function answerTogether(call: Call, item: AnswerIn): Promise<AnswerOut> {
  const { services, network } = call;
  const batches = perNetwork.get(services) ?? new Map();
  perNetwork.set(services, batches);
  let take = batches.get(network.id);
  if (!take) {
    take = batcher(most, (items: AnswerIn[]) => takeAll(call, items));
    batches.set(network.id, take);
  }
  return take(item);
}

async function takeAll({ services, network }: Call, items: AnswerIn[]): Promise<AnswerOut[]> {
  const vault = await services.vault(network.id);
  return services.db.inNetwork(network.id, (tx) =>
    answer({ tx, network, vault, actor: system, now: services.clock.now() }, items),
  );
}
