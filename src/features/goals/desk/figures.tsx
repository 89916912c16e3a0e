import type { Fan } from '../rules.ts';
import { dateWords, dayIn, number } from './words.ts';

/** The numbers of the picture, every eight weeks. */
export function Figures({
  today,
  bands,
  changed,
  weeks,
}: {
  today: string;
  bands: Fan;
  changed: Float64Array | null;
  weeks: number;
}) {
  const rows = Array.from({ length: Math.floor(weeks / 8) + 1 }, (_, n) => n * 8);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen
    <div className="table-scroll" tabIndex={0}>
      <table className="figures-table">
        <caption className="unseen">How many there will be, by the forecast</caption>
        <thead>
          <tr>
            <th scope="col">On</th>
            <th scope="col">Half of the runs between</th>
            <th scope="col">Middle</th>
            <th scope="col">Four of five between</th>
            {changed && <th scope="col">With what you set</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((week) => (
            <tr key={week}>
              <th scope="row">{week === 0 ? 'today' : dateWords(dayIn(today, week))}</th>
              <td>{between(bands[1]![week]!, bands[3]![week]!)}</td>
              <td>{number(bands[2]![week]!)}</td>
              <td>{between(bands[0]![week]!, bands[4]![week]!)}</td>
              {changed && <td>{number(changed[week]!)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const between = (low: number, high: number) =>
  number(low) === number(high) ? number(low) : `${number(low)} – ${number(high)}`;
