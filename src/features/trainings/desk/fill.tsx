import { count } from '../../../desk/kit/words.ts';
import type { Session } from '../contract.ts';

/** How full a session is, or how many of it came. */
export function Fill({ session }: { session: Session }) {
  const { confirmed, waiting, capacity, offered, expected, came, state } = session;
  if (state === 'cancelled') return <span />;
  if (state === 'closed' && expected !== null)
    return (
      <span className="session-fill">
        {came} of {expected} came
        <span className="soft">
          {expected > 0 ? `${Math.round((100 * (expected - came!)) / expected)} % stayed away` : ''}
        </span>
      </span>
    );
  const part = (n: number) => (100 * Math.min(n, offered)) / offered;
  return (
    <span className="session-fill">
      <span>
        {confirmed} of {offered} seats
        {waiting > 0 && <span className="needs"> · ▲ {waiting} waiting</span>}
      </span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="8" />
        <rect className="given" width={part(confirmed)} height="8" />
        <rect className="chairs" x={Math.min(99, part(capacity))} width="1" height="8" />
      </svg>
      <span className="soft">{count(capacity, 'chair')}</span>
    </span>
  );
}
