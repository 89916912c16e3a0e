import type { Ctx } from '../../../platform/context.ts';
import type { Prompt } from '../contract.ts';

export interface PromptRow {
  id: string;
  language: string;
  prompt: Prompt;
  type: string;
  at: Date;
  bytes: number;
}

/** What is recorded, of one language or all; without the sound. */
export const selectPrompts = (ctx: Ctx, language?: string): Promise<PromptRow[]> =>
  ctx.tx
    .selectFrom('call_prompts')
    .select((e) => ['id', 'language', 'prompt', 'type', 'at', e.fn<number>('length', ['sound']).as('bytes')])
    .where('network_id', '=', ctx.network.id)
    .$if(language !== undefined, (q) => q.where('language', '=', language!))
    .$castTo<PromptRow>()
    .execute();

export const selectSound = (ctx: Ctx, id: string): Promise<{ type: string; sound: Buffer } | undefined> =>
  ctx.tx
    .selectFrom('call_prompts')
    .select(['type', 'sound'])
    .where('network_id', '=', ctx.network.id)
    .where('id', '=', id)
    .executeTakeFirst();

export async function upsertPrompt(
  ctx: Ctx,
  row: Omit<PromptRow, 'at' | 'bytes'> & { sound: Buffer; by: string | null },
): Promise<void> {
  const set = { id: row.id, type: row.type, sound: row.sound, by: row.by, at: ctx.now };
  await ctx.tx
    .insertInto('call_prompts')
    .values({ network_id: ctx.network.id, language: row.language, prompt: row.prompt, ...set })
    .onConflict((c) => c.columns(['network_id', 'language', 'prompt']).doUpdateSet(set))
    .execute();
}

export async function deletePrompt(ctx: Ctx, language: string, prompt: Prompt): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('call_prompts')
    .where('network_id', '=', ctx.network.id)
    .where('language', '=', language)
    .where('prompt', '=', prompt)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
