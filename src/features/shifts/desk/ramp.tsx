import { Fragment } from 'react';
import { count } from '../../../desk/kit/words.ts';
import { type Cell, FEW, type Ramp } from '../contract.ts';
import { runsOf } from '../rules.ts';
import { timeText, WEEK_DAYS } from './words.ts';

const wayNames: Record<Ramp['byWay'][number]['way'], string> = {
  call: 'by telephone or from a browser',
  text: 'in texts',
  web: 'in the form',
};

/** How many came in which hour of the week, when nobody was there for them, and what to open next. */
export function RampPicture({ ramp }: { ramp: Ramp }) {
  const { weeks, total, uncovered, byWay, next, cells } = ramp;
  if (total === 0)
    return (
      <p className="soft">
        Nobody has been counted yet. Calls, texts and forms are counted by the hour, nothing else of them.
      </p>
    );
  return (
    <>
      <p>
        <strong>{count(total, 'contact')}</strong> in {count(weeks, 'week')} (
        {byWay.map(({ way, contacts }) => `${contacts ?? `fewer than ${FEW}`} ${wayNames[way]}`).join(', ')}).{' '}
        {uncovered > 0 && (
          <span className="needs">
            ▲ For {uncovered < FEW ? `fewer than ${FEW}` : uncovered} of them no operator was on shift.
          </span>
        )}
      </p>
      <h3>Open next</h3>
      {next.length === 0 ? (
        <p className="soft">No closed hour had contacts enough to say.</p>
      ) : (
        <ol className="ramp-next">
          {next.map((block) => (
            <li key={`${block.days} ${block.from}`}>
              <strong>
                {daysText(block.days)}, {timeText(block.from * 60)} to {timeText(block.to * 60)}
              </strong>
              : {block.contacts} contacts a week. It takes {count(block.seats, 'shift')} of operators a week
              {block.seats > block.days.length && ', since nobody sits alone at night'}.
            </li>
          ))}
        </ol>
      )}
      <h3>By hour of the week</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className="ramp-scroll" aria-label="Contacts by hour of the week" tabIndex={0}>
        <Heat cells={cells} />
      </section>
      <p className="soft">
        Bordered: within the published hours. ▲: some came when no operator was on shift. Fewer than {FEW} are
        not told apart. Calls, texts and forms are counted by the hour; who and what about is not.
      </p>
    </>
  );
}

const daysText = (days: number[]): string =>
  days.length === 7
    ? 'Every day'
    : runsOf(days)
        .map(([first, last]) =>
          first === last ? WEEK_DAYS[first] : `${WEEK_DAYS[first]} to ${WEEK_DAYS[last]}`,
        )
        .join(', ');

function Heat({ cells }: { cells: Cell[] }) {
  const most = Math.max(FEW, ...cells.map((c) => c.contacts ?? 0));
  return (
    <table className="ramp">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Hour</span>
          </th>
          {WEEK_DAYS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: 24 }, (_, hour) => (
          <tr key={timeText(hour * 60)}>
            <th scope="row">{timeText(hour * 60)}</th>
            {WEEK_DAYS.map((name, day) => (
              <Fragment key={name}>
                <HeatCell cell={cells[day * 24 + hour]!} most={most} />
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Five steps; the number says the rest. */
const stepOf = ({ contacts }: Cell, most: number): number =>
  contacts === 0 ? 0 : contacts === null ? 1 : Math.min(4, 1 + Math.floor((contacts / most) * 3.99));

function HeatCell({ cell, most }: { cell: Cell; most: number }) {
  const alone = cell.uncovered === null || cell.uncovered > 0;
  return (
    <td className={`ramp-${stepOf(cell, most)}${cell.open ? ' ramp-open' : ''}`}>
      {alone && (
        <>
          <span aria-hidden="true">▲</span>
          <span className="unseen">nobody there for {cell.uncovered ?? 'some'} of </span>
        </>
      )}
      {cell.contacts === 0 ? '·' : (cell.contacts ?? `<${FEW}`)}
      {cell.open && <span className="unseen">, published</span>}
    </td>
  );
}
