import type { PersonHours } from '../contract.ts';
import { Rest } from './hours-picture.tsx';
import { hoursText, ROLES } from './words.ts';

/** The same in figures. */
export function HoursTable({ items }: { items: readonly PersonHours[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <div className="table-scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Call sign</th>
            <th scope="col">Hours</th>
            <th scope="col">By role</th>
            <th scope="col">At night</th>
            <th scope="col">Nights</th>
            <th scope="col">Of these breaks</th>
            <th scope="col">Rest</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.personId}>
              <th scope="row">{one.callSign}</th>
              <td>{hoursText(one.minutes / 60)}</td>
              <td>{one.byRole.map((r) => `${ROLES[r.role]} ${hoursText(r.minutes / 60)}`).join(', ')}</td>
              <td>{hoursText(one.nightMinutes / 60)}</td>
              <td>{one.nights}</td>
              <td>{hoursText(one.breakMinutes / 60)}</td>
              <td>{one.rest.length > 0 ? <Rest rest={one.rest} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
