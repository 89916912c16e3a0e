import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import type { Quoted } from '../../channels/index.ts';
import { load, receiverOf } from './load.ts';

/**
 * A reply as it would leave. Its words stay where they are typed until they are sent: here is only how many text messages
 * they take. Throws 403, 404.
 */
export async function quoteReply(
  ctx: Ctx,
  facts: Record<string, string>,
  threadId: string,
): Promise<Quoted[]> {
  const thread = await load(ctx, threadId, 'reply');
  const to = await receiverOf(ctx, thread);
  const parts = /^\d{1,2}$/.test(facts.parts ?? '') ? Number(facts.parts) : 1;
  return to ? [{ to, body: { parts }, language: textLang([thread.language]) }] : [];
}
