import type { Ctx } from '../../../platform/context.ts';
import type { MailIds } from '../providers/mail/ids.ts';
import * as store from '../store.ts';
import type { MailFacts } from '../types.ts';

/** 96 bits, so that nobody tries them all. */
const tokenOf = ({ vault }: Pick<Ctx, 'vault'>, id: string): string =>
  vault.hash('mail token', id).toString('base64url').slice(0, 16);

/** What a mail of ours is known again by. */
export const mailIdsOf = (
  ctx: Ctx,
  { id, addressKey, personId }: { id: string; addressKey: Buffer; personId: string | null },
): MailIds => ({
  token: tokenOf(ctx, id),
  thread: ctx.vault.hash('mail thread', addressKey.toString('hex')).toString('base64url').slice(0, 22),
  member: personId !== null,
});

/** Whether somebody knows the token of this message: only who got it does. */
export const knowsToken = (ctx: Ctx, { id, token }: { id: string; token: string }): boolean =>
  token === tokenOf(ctx, id);

/** Whether a mail answers one of ours that went to the address from which it says to come. */
export async function isAnswer(ctx: Ctx, { answers }: MailFacts, addressKey: Buffer): Promise<boolean> {
  const known = answers.filter((one) => knowsToken(ctx, one));
  return store.wentTo(
    ctx,
    known.map(({ id }) => id),
    addressKey,
  );
}
