import type { Tx } from '../../../platform/db/index.ts';
import type { Need, RotaRules } from '../contract.ts';
import type { Coming } from '../rules.ts';

export interface PatternRow extends Coming, Need {
  id: string;
  turns: string[];
}

const columns = [
  'id',
  'role',
  'chapter_id as chapterId',
  'first_day as firstDay',
  'until_day as untilDay',
  'start_minute as startMinute',
  'length_minutes as lengthMinutes',
  'week_days as weekDays',
  'every_weeks as everyWeeks',
  'minimum',
  'wanted',
  'languages',
  'turns',
] as const;

const patterns = (tx: Tx, networkId: string) =>
  tx
    .selectFrom('rota_patterns')
    .select(columns)
    .$narrowType<Pick<PatternRow, 'role'>>()
    .where('network_id', '=', networkId);

/** Those that still come on that day or later, by role and hour. */
export const selectPatterns = (tx: Tx, networkId: string, day: string): Promise<PatternRow[]> =>
  patterns(tx, networkId)
    .where((e) => e.or([e('until_day', 'is', null), e('until_day', '>=', day)]))
    .orderBy('role')
    .orderBy('start_minute')
    .orderBy('id')
    .execute();

export const selectPattern = async (tx: Tx, networkId: string, id: string): Promise<PatternRow | null> =>
  (await patterns(tx, networkId).where('id', '=', id).executeTakeFirst()) ?? null;

/** Writes it, or over it. */
export async function savePattern(
  tx: Tx,
  networkId: string,
  pattern: PatternRow,
  by: string | null,
  at: Date,
): Promise<void> {
  const set = {
    role: pattern.role,
    chapter_id: pattern.chapterId,
    first_day: pattern.firstDay,
    until_day: pattern.untilDay,
    start_minute: pattern.startMinute,
    length_minutes: pattern.lengthMinutes,
    week_days: [...pattern.weekDays],
    every_weeks: pattern.everyWeeks,
    minimum: pattern.minimum,
    wanted: pattern.wanted,
    languages: pattern.languages,
    turns: pattern.turns,
    by,
    at,
  };
  await tx
    .insertInto('rota_patterns')
    .values({ network_id: networkId, id: pattern.id, ...set })
    .onConflict((c) => c.columns(['network_id', 'id']).doUpdateSet(set))
    .execute();
}

/** Null where the network has set none. */
export async function selectRules(tx: Tx, networkId: string): Promise<RotaRules | null> {
  const row = await tx
    .selectFrom('rota_rules')
    .select([
      'rest_minutes as restMinutes',
      'week_hours as weekHours',
      'approval',
      'notice_hours as noticeHours',
      'night_from as nightFrom',
      'night_until as nightUntil',
    ])
    .$narrowType<Pick<RotaRules, 'approval'>>()
    .where('network_id', '=', networkId)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveRules(
  tx: Tx,
  networkId: string,
  rules: RotaRules,
  by: string | null,
  at: Date,
): Promise<void> {
  const set = {
    rest_minutes: rules.restMinutes,
    week_hours: rules.weekHours,
    approval: rules.approval,
    notice_hours: rules.noticeHours,
    night_from: rules.nightFrom,
    night_until: rules.nightUntil,
    by,
    at,
  };
  await tx
    .insertInto('rota_rules')
    .values({ network_id: networkId, ...set })
    .onConflict((c) => c.column('network_id').doUpdateSet(set))
    .execute();
}
