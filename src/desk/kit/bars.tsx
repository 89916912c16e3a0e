import { type ReactNode, useId } from 'react';

export interface BarRow {
  key: string;
  word: string;
  /** What stands under the heads after the first. */
  cells: ReactNode[];
  /** What the bar is made of: the first part full, the next hatched. */
  parts: number[];
}

interface Props {
  title: string;
  heads: string[];
  rows: BarRow[];
  /** How much a whole bar is, where not the longest row. */
  most?: number;
}

const parts = ['bar-first', 'bar-second'];
/** Pixels of the longest bar. */
const longest = 240;

/** Figures as a table, and the same as bars beside it. */
export function Bars({ title, heads, rows, most }: Props) {
  const id = useId();
  const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
  const whole = Math.max(1, most ?? Math.max(...rows.map((row) => sum(row.parts))));
  const width = (n: number) => (longest * n) / whole;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="bars">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">As bars</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.word}</th>
              {row.cells.map((cell, column) => (
                <td key={heads[column + 1]}>{cell}</td>
              ))}
              <td>
                <svg width={longest + 4} height="16" aria-hidden="true">
                  {row.parts.map((part, n) => (
                    <rect
                      key={parts[n]}
                      className={parts[n]}
                      x={width(sum(row.parts.slice(0, n)))}
                      width={width(part)}
                      height="14"
                      y="1"
                    />
                  ))}
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
