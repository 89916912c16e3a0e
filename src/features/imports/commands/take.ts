import type { Ctx } from '../../../platform/context.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { send } from '../../channels/index.ts';
import { type Application, applyAll } from '../../joining/index.ts';
import { say } from '../messages.ts';
import type { Candidate } from '../rules.ts';
import * as store from '../store.ts';
import type { Judged } from './judge.ts';

export const askBound = (id: string) => ({ record: id, field: 'body' });

type Into = Pick<store.ImportRow, 'id' | 'kind' | 'chapterId' | 'tell'>;

/** Takes the new ones in as applicants, and keeps the likely ones for somebody to decide. */
export async function take(ctx: Ctx, into: Into, { fresh, likely }: Judged): Promise<void> {
  const ids = await takeIn(
    ctx,
    into,
    fresh.map(({ candidate }) => candidate),
    { unknown: true },
  );
  for (const [i, { known }] of fresh.entries()) known.personId = ids[i]!;
  await store.insertAsks(
    ctx,
    into.id,
    likely.map(({ candidate, like }) => {
      const id = newId();
      const body = ctx.vault.encrypt(candidate, askBound(id));
      return { id, line: candidate.line, personId: like.personId!, body };
    }),
  );
}

/** Makes applicants of rows; who came in meanwhile by another door is not made twice. Returns who each is. */
export async function takeIn(
  ctx: Ctx,
  into: Into,
  candidates: Candidate[],
  { unknown = false } = {},
): Promise<string[]> {
  const usual = ctx.network.languages[0] ?? 'en';
  const applied = await applyAll(
    ctx,
    candidates.map((candidate): Application => {
      const { name, addresses, languages, wants, kind, zoneId } = candidate;
      return {
        ...{ id: newId(), source: 'import', kind, wants: wants as Application['wants'] },
        ...{ addresses: addresses.slice(0, 5), chapterId: into.chapterId },
        languages: languages.length > 0 ? languages : [usual],
        ...(name && { name }),
        ...(zoneId && { zoneId }),
      };
    }),
    { unknown },
  );
  const made = applied.flatMap(({ personId, known }, i) =>
    known ? [] : [{ personId, line: candidates[i]!.line, languages: candidates[i]!.languages }],
  );
  await store.insertMade(ctx, into.id, made);
  if (into.tell) await hello(ctx, into, made);
  return applied.map(({ personId }) => personId);
}

/** Only where a coordinator said so: the network writes to them for the first time, and says how to have it stop. */
async function hello(
  ctx: Ctx,
  { id, kind, chapterId }: Into,
  made: { personId: string; languages: string[] }[],
): Promise<void> {
  const beside = (await store.selectBeside(ctx)).includes(chapterId);
  await send(
    ctx,
    made.map(({ personId, languages }) => {
      const language = textLang(languages);
      const key = kind === 'group' ? 'helloGroup' : 'hello';
      return {
        ...{ to: { personId }, language, purpose: 'import_hello', subject: id },
        body: [
          say(language, key, { network: ctx.network.name }),
          ...(kind === 'group' && beside ? [say(language, 'beside')] : []),
        ].join(' '),
      };
    }),
  );
}
