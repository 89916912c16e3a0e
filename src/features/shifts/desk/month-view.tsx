import { useNow } from '../../../desk/kit/now.ts';
import type { Rota } from '../contract.ts';
import { isGap } from '../rules.ts';
import { byRole, dayName, hoursOf, hoursText, ROLES, WEEK_DAYS, within } from './words.ts';

/** Five weeks from a Monday on: in each day what is short, by role. */
export function MonthView({ rota, onDay }: { rota: Rota; onDay: (day: string) => void }) {
  const now = useNow().toISOString();
  const drafts = new Set(rota.slots.filter((s) => s.state === 'draft').map((s) => s.startsAt));
  return (
    <section className="month" aria-label="What is short, by day">
      {WEEK_DAYS.map((name) => (
        <span key={name} className="month-head" aria-hidden="true">
          {name}
        </span>
      ))}
      {rota.days.map(({ day, startsAt, endsAt }) => {
        const roles = byRole(rota.pieces.flatMap((p) => within(p, startsAt, endsAt) ?? []));
        const short = roles.flatMap(({ role, pieces }) => {
          // What is over needs nobody.
          const hours = pieces.filter((p) => p.to > now && isGap(p)).reduce((sum, p) => sum + hoursOf(p), 0);
          return hours > 0 ? [{ role, hours }] : [];
        });
        const isDraft = [...drafts].some((at) => at >= startsAt && at < endsAt);
        return (
          <button
            type="button"
            key={day}
            className={`month-day${day < rota.today ? ' month-past' : ''}`}
            aria-current={day === rota.today ? 'date' : undefined}
            onClick={() => onDay(day)}
          >
            <strong>{dayName(day)}</strong>
            {roles.length === 0 && <small>nothing planned</small>}
            {roles.length > 0 && short.length === 0 && <small>{endsAt <= now ? 'over' : '✓ filled'}</small>}
            {short.map(({ role, hours }) => (
              <small key={role} className="needs">
                ▲ {ROLES[role]} {hoursText(hours)}
              </small>
            ))}
            {isDraft && <small>draft</small>}
          </button>
        );
      })}
    </section>
  );
}
