import '../css/month.css';
import type { ReactNode } from 'react';
import { dayName, WEEK_DAYS } from './days.ts';

interface MonthProps {
  label: string;
  /** Whole weeks from a Monday on, each day as `2026-11-23`. */
  days: readonly string[];
  today: string;
  /** What stands in a day. */
  children: (day: string) => ReactNode;
  /** A day is one button, where nothing in it is a link of its own. */
  onDay?: (day: string) => void;
  /** Days that a narrow screen leaves out. */
  leavesOut: (day: string) => boolean;
}

/** Days of whole weeks as a grid of seven columns; on a narrow screen a list by day. */
export function Month({ label, days, today, children, onDay, leavesOut }: MonthProps) {
  const head = (day: string) => (
    <strong className="month-name">
      {dayName(day)}
      {day === today && <span className="month-today"> · today</span>}
    </strong>
  );
  return (
    <section className="month" aria-label={label}>
      <div className="month-heads" aria-hidden="true">
        {WEEK_DAYS.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol className="month-days">
        {days.map((day) => (
          <li
            key={day}
            className={`${day < today ? 'month-past' : ''}${leavesOut(day) ? ' month-wide' : ''}`}
            aria-current={day === today ? 'date' : undefined}
          >
            {onDay ? (
              <button type="button" className="month-day" onClick={() => onDay(day)}>
                {head(day)}
                {children(day)}
              </button>
            ) : (
              <div className="month-day">
                {head(day)}
                {children(day)}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
