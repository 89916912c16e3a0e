import { ago } from '../../platform/i18n/times.ts';
import { atTime, minutesUntil, useNow } from './now.ts';

/** A clock that ages: fresh, waiting, too long. `limits` in minutes; without them it only tells. */
export function Age({ at, limits }: { at: string; limits?: readonly [waiting: number, late: number] }) {
  const now = useNow();
  const minutes = -minutesUntil(at, now);
  const state = !limits || minutes < limits[0] ? 'fresh' : minutes < limits[1] ? 'waiting' : 'late';
  const word = state === 'late' ? ' · too long' : '';
  return (
    <span className={`age age-${state}`}>
      {limits && <Dial share={minutes / limits[1]} />}
      <When at={at}>{`${ago('en', new Date(at), now)}${word}`}</When>
    </span>
  );
}

/** A time in short, exact on hover and on focus. */
export function When({ at, children }: { at: string; children?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} data-exact={atTime(at)} className="when">
      {children ?? ago('en', new Date(at), now)}
    </time>
  );
}

/** The exact time, to be read. */
export const Clock = ({ at }: { at: string }) => <time dateTime={at}>{atTime(at)}</time>;

/** A dial that fills as time goes. */
function Dial({ share }: { share: number }) {
  const filled = Math.max(0.02, Math.min(1, share));
  return (
    <svg className="dial" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5" className="dial-face" />
      <circle cx="6" cy="6" r="2.5" className="dial-hand" pathLength="1" strokeDasharray={`${filled} 1`} />
    </svg>
  );
}

/** Until a moment, in the words given: "in 4 min", "4 min away", "3 min late". */
export function Until({ at, away }: { at: string; away?: boolean }) {
  const now = useNow();
  const minutes = Math.round(minutesUntil(at, now));
  const ahead = away ? `${minutes} min away` : `in ${minutes} min`;
  const text = minutes > 0 ? ahead : minutes === 0 ? 'due now' : `${-minutes} min late`;
  return <When at={at}>{text}</When>;
}
