import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import type { Call } from '../../../platform/http/call.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { notFound, Problem, refused } from '../../../platform/problem.ts';
import { type Group, groupsOf } from '../../channels/index.ts';
import { chapters } from '../../places/index.ts';
import type { Import } from '../contract.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';
import { load } from './common.ts';
import { takeFile } from './upload.ts';

/** The groups in which the network's own account of Signal is; none where it has none. Throws 403, and 503 while signal-cli is away. */
async function groupsHere(call: Call): Promise<Group[]> {
  authorize(policy, call.actor, 'list', 'oldChat');
  const door = await groupsOf(call.services, call.network.id);
  try {
    return (await door?.list()) ?? [];
  } catch {
    throw new Problem(503, 'away', 'Signal does not answer', 'signal-cli did not answer.', {
      kept: 'Nothing was changed.',
      next: 'Check that it runs (npx porchlight doctor), or paste the numbers.',
    });
  }
}

/** Old chats that could be brought in, by name and number of people. Throws 403. */
export async function oldChats(call: Call): Promise<{ id: string; name: string; people: number }[]> {
  const groups = await groupsHere(call);
  return groups.map(({ id, name, seats }) => ({ id, name, people: seats.length }));
}

/** Takes the numbers of a group for the file of an import. Throws 404 for no such group, 422 for an import of another kind. */
export async function takeOldChat(call: Call, id: string, groupId: string): Promise<Import> {
  const { kind } = await call.tx((ctx) => load(ctx, id, 'upload'));
  if (kind !== 'group') throw refused('This import is not one of an old chat.', 'Begin one that is.');
  const group = (await groupsHere(call)).find((one) => one.id === groupId);
  if (!group) throw notFound('group');
  const lines = group.seats.map(
    ({ addresses }) => addresses.find((a) => a.startsWith('+')) ?? addresses[0] ?? '',
  );
  await call.tx((ctx) => audit(ctx, { act: 'import.numbers', subject: id, data: { people: lines.length } }));
  return takeFile(call, id, asFile(lines.join('\n')));
}

async function* asFile(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** Whether a chapter goes on in its old chat, too. The same again is the same act. Throws 404 for no chapter of theirs. */
export async function setBeside(ctx: Ctx, chapterId: string, beside: boolean): Promise<{ beside: boolean }> {
  authorize(policy, ctx.actor, 'list', 'import');
  const isChapter = (await chapters(ctx)).some(({ id }) => id === chapterId);
  if (!isChapter || !can(policy, ctx.actor, 'set', 'oldChat', { chapterId })) throw notFound('chapter');
  if (await store.setBeside(ctx, chapterId, beside, ctx.actor.personId!))
    await audit(ctx, { act: 'import.beside', subject: chapterId, data: { beside } });
  return { beside };
}
