import type { PersonHours } from '../contract.ts';
import { hoursText } from './words.ts';

/** A bar a person, its nights in stripes at its end; told in words beside it. */
export function HoursPicture({ items }: { items: readonly PersonHours[] }) {
  const most = Math.max(...items.map(({ minutes }) => minutes));
  return (
    <ol className="hours-bars">
      {items.map((one) => (
        <li key={one.personId}>
          <span>{one.callSign}</span>
          <Bar one={one} most={most} />
          <span>
            {hoursText(one.minutes / 60)}
            {one.nightMinutes > 0 && (
              <span className="soft"> · {hoursText(one.nightMinutes / 60)} at night</span>
            )}
            <Rest rest={one.rest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

export function Rest({ rest }: { rest: readonly string[] }) {
  if (rest.length === 0) return null;
  const words = rest.map((code) => (code === 'nights' ? 'many nights' : 'many hours'));
  return <strong className="needs"> ▲ {words.join(', ')} in seven days</strong>;
}

function Bar({ one, most }: { one: PersonHours; most: number }) {
  const share = (minutes: number) => (minutes / most) * 100;
  const day = share(one.minutes - one.nightMinutes);
  const night = share(one.nightMinutes);
  return (
    <svg className="hours-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="0" width={day} height="10" className="hours-day" />
      <rect x={day} y="0" width={night} height="10" className="hours-night" />
      <rect x={day} y="4" width={night} height="2" className="hours-stripe" />
    </svg>
  );
}
