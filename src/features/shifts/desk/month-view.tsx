import { Month } from '../../../desk/kit/month.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import type { Rota } from '../contract.ts';
import { isGap } from '../rules.ts';
import { byRole, hoursOf, hoursText, ROLES, within } from './words.ts';

/** Five weeks from a Monday on: in each day what is short, by role. */
export function MonthView({ rota, onDay }: { rota: Rota; onDay: (day: string) => void }) {
  const now = useNow().toISOString();
  const drafts = new Set(rota.slots.filter((s) => s.state === 'draft').map((s) => s.startsAt));
  const spans = new Map(rota.days.map((one) => [one.day, one]));
  return (
    <Month
      label="What is short, by day"
      days={[...spans.keys()]}
      today={rota.today}
      onDay={onDay}
      leavesOut={(day) => day < rota.today}
    >
      {(day) => {
        const { startsAt, endsAt } = spans.get(day)!;
        const roles = byRole(rota.pieces.flatMap((p) => within(p, startsAt, endsAt) ?? []));
        const short = roles.flatMap(({ role, pieces }) => {
          // What is over needs nobody.
          const hours = pieces.filter((p) => p.to > now && isGap(p)).reduce((sum, p) => sum + hoursOf(p), 0);
          return hours > 0 ? [{ role, hours }] : [];
        });
        const isDraft = [...drafts].some((at) => at >= startsAt && at < endsAt);
        return (
          <>
            {roles.length === 0 && <small>nothing planned</small>}
            {roles.length > 0 && short.length === 0 && <small>{endsAt <= now ? 'over' : '✓ filled'}</small>}
            {short.map(({ role, hours }) => (
              <small key={role} className="needs">
                ▲ {ROLES[role]} {hoursText(hours)}
              </small>
            ))}
            {isDraft && <small>draft</small>}
          </>
        );
      }}
    </Month>
  );
}
