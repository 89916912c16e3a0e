import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { refused } from '../../../platform/problem.ts';
import { asksToCome, type SentFile, send } from '../../channels/index.ts';
import { eventOf } from '../rules.ts';
import * as store from '../store.ts';
import { type GivenFile, prepared } from './file.ts';
import { carriesFiles, type Loaded, load, member, receiverOf } from './load.ts';

/** As it comes from the desk. */
export interface Given {
  id: string;
  words: string;
  file?: GivenFile | undefined;
}

/** Writes to the person; what goes with it is made ready first, outside of any transaction. */
export async function replyWith(call: Call, threadId: string, { file, ...given }: Given): Promise<void> {
  await call.tx((ctx) => mayReply(ctx, threadId, file !== undefined));
  const sent = file && (await prepared(file));
  await call.tx((ctx) => reply(ctx, threadId, { ...given, file: sent }));
}

/** Throws 403, 404, and 422 for a file to somebody whose way carries words only. */
async function mayReply(ctx: Ctx, threadId: string, withFile: boolean): Promise<Loaded> {
  const thread = await load(ctx, threadId, 'reply');
  if (withFile && !carriesFiles(thread))
    throw refused(
      'The way to this person carries words only: no picture and no document.',
      'Send the words alone.',
    );
  return thread;
}

/**
 * Writes to the person, by the way they last wrote; where there is none, it waits on the page of their receipt. The same
 * id again changes nothing. Throws 422 for words that ask somebody to come.
 */
async function reply(
  ctx: Ctx,
  threadId: string,
  given: { id: string; words: string; file?: SentFile | undefined },
): Promise<void> {
  const by = member(ctx);
  const thread = await mayReply(ctx, threadId, given.file !== undefined);
  if (asksToCome(given.words))
    throw refused(
      'This asks somebody to come or to go there, and nobody is sent by a message.',
      thread.kind === 'member' ? 'Use a call-out: it keeps to pairs and to four.' : 'Say it without that.',
    );
  const { id, words, file } = given;
  const body = ctx.vault.encrypt(words, { record: id, field: 'body' });
  if (!(await store.insertLine(ctx, { id, threadId, at: ctx.now, by, words: null, body }))) return;
  await hand(ctx, thread, { id, words, file });
  await store.touchThread(ctx, { id: threadId, kind: thread.kind, inbound: false, needsAnswer: false });
  await store.markThread(ctx, { id: threadId, kind: thread.kind }, { seenAt: ctx.now });
  await emit(ctx, { kind: eventOf(thread.kind, 'thread.said'), subject: threadId });
}

/** Into the ledger, from where it leaves. */
async function hand(
  ctx: Ctx,
  thread: Loaded,
  line: { id: string; words: string; file: SentFile | undefined },
) {
  const { reporter, language } = thread;
  const to = await receiverOf(ctx, thread);
  if (!to) return;
  const lang = textLang([language]);
  await send(ctx, [
    {
      ...{ to, body: line.words, file: line.file, language: lang, purpose: 'desk', subject: line.id },
      drill: reporter?.drill ?? false,
    },
  ]);
}

/** What the desk wrote to a reporter, the oldest first, for the page of their receipt. */
export async function repliesTo(ctx: Ctx, threadId: string): Promise<{ at: Date; words: string }[]> {
  const lines = await store.selectLines(ctx, [threadId]);
  return lines.flatMap(({ id, at, body }) =>
    body ? [{ at, words: ctx.vault.decrypt<string>(body, { record: id, field: 'body' }) }] : [],
  );
}
