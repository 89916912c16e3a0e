import { useState } from 'react';
import { DeliveryNav } from '../../../desk/kit/delivery-nav.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Report, readReport } from '../contract.ts';
import { Missed } from './missed.tsx';
import { monthName, secondsWords, ways, whys } from './words.ts';

/** "Did it ring?": a month's test pages in numbers, and whom to help. */
export function Wakings() {
  const [month, setMonth] = useState<string>();
  const query = useCall(readReport, { query: { month } }, { every: 30_000, keep: true });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Did it ring?</h1>
        <DeliveryNav />
      </header>
      <p className="lead">
        Once a month, by day, whoever may be paged gets a test page: first by their best way, then by the
        next, at last by telephone. A yes by any of them counts. After 20 minutes it is over, and who did not
        answer gets a hint.
      </p>
      <Loaded query={query} lines={8}>
        {({ report, months, demo }) => (
          <>
            {demo && (
              <p className="soft">
                In this demo the past months are made up, and nobody is tested by themselves. Send yourself a
                test page in the field app, under “Alerts”: it comes on the phone wall.
              </p>
            )}
            {months.length === 0 ? (
              <Empty title="Nobody was tested yet">
                The next night plans this month: everyone on a duty that is paged, and observers who want it.
              </Empty>
            ) : (
              <>
                <label className="field month-choice">
                  <span>Month</span>
                  <select value={report.month} onChange={(event) => setMonth(event.currentTarget.value)}>
                    {months.map((m) => (
                      <option key={m.month} value={m.month}>
                        {monthName(m.month)}
                      </option>
                    ))}
                  </select>
                </label>
                <Month report={report} />
                <Year months={months} />
              </>
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}

function Month({ report }: { report: Report }) {
  const { ended, heard, late, unheard, unreachable, waiting, planned, medianSeconds } = report;
  const figures: [string, string][] = [
    ['reached', ended === 0 ? '–' : `${heard} of ${ended}`],
    ['half of them within', medianSeconds === null ? '–' : secondsWords(medianSeconds)],
    ['too late', String(late)],
    ['not at all', String(unheard)],
    ['no way to reach', String(unreachable)],
    ['still to come', String(planned + waiting)],
  ];
  return (
    <>
      <dl className="call-figures">
        {figures.map(([word, figure]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {ended > 0 && (
        <div className="columns">
          <HowFast report={report} />
          <ByWay report={report} />
        </div>
      )}
      {late + unheard + unreachable > 0 && (
        <section className="stack">
          <h2>Who was not reached, and what to do</h2>
          <ul className="plain-list">
            {report.why.map(({ why, count: n }) => (
              <li key={why}>
                <span>
                  <strong>{n}</strong> · {whys[why].word}
                  <br />
                  <span className="soft">{whys[why].todo}</span>
                </span>
              </li>
            ))}
          </ul>
          <Missed month={report.month} key={report.month} />
        </section>
      )}
    </>
  );
}

const barOf = (n: number, most: number) => (
  <svg width="200" height="16" aria-hidden="true">
    <rect className="bar-answered" width={(196 * n) / Math.max(1, most)} height="14" y="1" />
  </svg>
);

/** How long it took until they said yes, as bars and as the same figures. */
function HowFast({ report }: { report: Report }) {
  const { within, ended, heard } = report;
  const rows = [
    ...within.map(({ seconds, count: n }, i) => ({
      key: String(seconds),
      word:
        i === 0
          ? `up to ${secondsWords(seconds)}`
          : `${secondsWords(within[i - 1]!.seconds)} – ${secondsWords(seconds)}`,
      n,
    })),
    { key: 'not', word: 'not in 20 min', n: ended - heard },
  ];
  const most = Math.max(...rows.map((r) => r.n));
  return (
    <section aria-labelledby="how-fast">
      <h2 id="how-fast">How fast they answered</h2>
      <table className="call-waits">
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">People</th>
            <th scope="col">
              <span className="unseen">As bars</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, word, n }) => (
            <tr key={key}>
              <th scope="row">{word}</th>
              <td>{n}</td>
              <td>{barOf(n, most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ByWay({ report }: { report: Report }) {
  const most = Math.max(...report.ways.map((w) => w.heard), 1);
  return (
    <section aria-labelledby="by-way">
      <h2 id="by-way">By which way</h2>
      {report.ways.length === 0 ? (
        <p className="soft">Nobody answered.</p>
      ) : (
        <table className="call-waits">
          <thead>
            <tr>
              <th scope="col">Way</th>
              <th scope="col">People</th>
              <th scope="col">Half within</th>
              <th scope="col">
                <span className="unseen">As bars</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {report.ways.map(({ way, heard, medianSeconds }) => (
              <tr key={way}>
                <th scope="row">{ways[way]}</th>
                <td>{heard}</td>
                <td>{secondsWords(medianSeconds)}</td>
                <td>{barOf(heard, most)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The year in one line a month: of those tested, how many were reached. */
function Year({ months }: { months: { month: string; ended: number; heard: number }[] }) {
  return (
    <section aria-labelledby="year">
      <h2 id="year">Month by month</h2>
      <table className="call-waits">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Reached</th>
            <th scope="col">
              <span className="unseen">As bars</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, ended, heard }) => (
            <tr key={month}>
              <th scope="row">{monthName(month)}</th>
              <td>
                {ended === 0
                  ? '–'
                  : `${Math.round((100 * heard) / ended)} % of ${count(ended, 'person', 'people')}`}
              </td>
              <td>{barOf(heard, ended)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
