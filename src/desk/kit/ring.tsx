import { minutesUntil, useNow } from './now.ts';

/** A ring that empties until a check-in is due, with the minutes in it. */
export function Ring({ due, minutes }: { due: string; minutes: number }) {
  const left = minutesUntil(due, useNow());
  const share = Math.max(0, Math.min(1, left / minutes));
  const state = left < 0 ? 'late' : share < 0.25 ? 'soon' : 'good';
  return (
    <span className={`ring ring-${state}`}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15" className="ring-track" />
        <circle cx="18" cy="18" r="15" className="ring-left" pathLength="1" strokeDasharray={`${share} 1`} />
      </svg>
      <span aria-hidden="true">{Math.max(0, Math.round(left))}</span>
      <span className="unseen">
        {left < 0 ? 'check-in overdue' : `check-in due in ${Math.round(left)} minutes`}
      </span>
    </span>
  );
}
