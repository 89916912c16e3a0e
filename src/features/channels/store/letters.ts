import type { Ctx } from '../../../platform/context.ts';
import type { Encrypted } from '../../../platform/db/types.ts';
import type { Kind } from '../contract.ts';

export interface LetterRow {
  id: string;
  subject: string | null;
  personId: string | null;
  kind: Kind;
  purpose: string;
  body: Encrypted;
  state: string;
  at: Date;
  drill: boolean;
}

const columns = [
  'id',
  'subject',
  'person_id as personId',
  'kind',
  'purpose',
  'body',
  'state',
  'created_at as at',
  'drill',
] as const;

/** What was written about these subjects, or to these people, the oldest first. */
export async function selectLetters(
  { tx, network }: Ctx,
  { subjects, personIds }: { subjects: readonly string[]; personIds: readonly string[] },
): Promise<LetterRow[]> {
  if (subjects.length + personIds.length === 0) return [];
  return tx
    .selectFrom('messages')
    .select(columns)
    .where('network_id', '=', network.id)
    .where((w) =>
      w.or([
        ...(subjects.length > 0 ? [w('subject', 'in', subjects)] : []),
        ...(personIds.length > 0 ? [w('person_id', 'in', personIds)] : []),
      ]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .$castTo<LetterRow>()
    .execute();
}
