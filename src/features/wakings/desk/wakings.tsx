import { useState } from 'react';
import { Bars } from '../../../desk/kit/bars.tsx';
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

/** How long it took until they said yes. */
function HowFast({ report: { within, ended, heard } }: { report: Report }) {
  const spans = within.map(({ seconds, count: n }, i) => {
    const until = secondsWords(seconds);
    const word = i === 0 ? `up to ${until}` : `${secondsWords(within[i - 1]!.seconds)} – ${until}`;
    return { key: String(seconds), word, cells: [n], parts: [n] };
  });
  const not = { key: 'not', word: 'not in 20 min', cells: [ended - heard], parts: [ended - heard] };
  return <Bars title="How fast they answered" heads={['After', 'People']} rows={[...spans, not]} />;
}

function ByWay({ report }: { report: Report }) {
  const rows = report.ways.map(({ way, heard, medianSeconds }) => ({
    ...{ key: way, word: ways[way], cells: [heard, secondsWords(medianSeconds)], parts: [heard] },
  }));
  if (rows.length > 0)
    return <Bars title="By which way" heads={['Way', 'People', 'Half within']} rows={rows} />;
  return (
    <section>
      <h2>By which way</h2>
      <p className="soft">Nobody answered.</p>
    </section>
  );
}

/** The year in one line a month: of those tested, how many were reached. */
function Year({ months }: { months: { month: string; ended: number; heard: number }[] }) {
  const rows = months.map(({ month, ended, heard }) => {
    const share = Math.round((100 * heard) / ended);
    const reached = ended === 0 ? '–' : `${share} % of ${count(ended, 'person', 'people')}`;
    return { key: month, word: monthName(month), cells: [reached], parts: [ended === 0 ? 0 : share] };
  });
  return <Bars title="Month by month" heads={['Month', 'Reached']} rows={rows} most={100} />;
}
