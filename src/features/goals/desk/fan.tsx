import { useEffect, useRef, useState } from 'react';
import type { Past } from '../contract.ts';
import type { Fan as Bands } from '../rules.ts';
import { dayIn, dayWords, monthWords, number, weeksUntil } from './words.ts';

const height = 300;
const edge = { top: 24, right: 12, bottom: 28, left: 44 };

/** As wide as its place, so that words keep their size on a telephone. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const watcher = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(260, entry.contentRect.width)),
    );
    if (ref.current) watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, []);
  return { ref, width };
}

export interface FanProps {
  title: string;
  today: string;
  bands: Bands;
  /** With the levers as they are set; the bands are without. */
  changed: Float64Array | null;
  /** How it was, a day a point. */
  past: { day: string; n: number }[];
  weeks: number;
  target: number | null;
  due: string | null;
}

export const pastOf = (past: readonly Past[], of: 'members' | 'allies') =>
  past.map(({ day, [of]: n }) => ({ day, n }));

/** The way to a goal: how it went, and bands in which half and four of five of the runs lie. The table says the same. */
export function Fan(props: FanProps) {
  const { title, today, bands, changed, past, weeks, target, due } = props;
  const { ref, width } = useWidth();
  const first = past[0] ? Math.min(0, weeksUntil(today, past[0].day)) : 0;
  const most = Math.max(target ?? 0, bands[4]![weeks]!, changed?.[weeks] ?? 0, 10) * 1.06;
  const x = (week: number) =>
    edge.left + ((week - first) / (weeks - first)) * (width - edge.left - edge.right);
  const y = (n: number) => height - edge.bottom - (n / most) * (height - edge.top - edge.bottom);
  const point = (week: number, n: number) => `${x(week).toFixed(1)},${y(n).toFixed(1)}`;
  const along = (band: Float64Array) => Array.from({ length: weeks + 1 }, (_, w) => point(w, band[w]!));
  const between = (low: number, high: number) =>
    [...along(bands[low]!), ...along(bands[high]!).reverse()].join(' ');
  const dueWeek = due ? weeksUntil(today, due) : null;
  const step = Math.max(4, Math.ceil((weeks - first) / Math.max(2, Math.floor(width / 110))));
  const ticks: number[] = [];
  for (let week = Math.ceil(first / step) * step; week <= weeks; week += step)
    if (x(week) < width - 40) ticks.push(week);
  return (
    <div className="fan" ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {grid(most).map((n) => (
          <g key={n}>
            <line className="fan-line" x1={edge.left} x2={width - edge.right} y1={y(n)} y2={y(n)} />
            <text x={edge.left - 6} y={y(n) + 4} textAnchor="end">
              {number(n)}
            </text>
          </g>
        ))}
        {ticks.map((week) => (
          <text key={week} x={x(week)} y={height - 8} textAnchor="middle">
            {week === 0 ? 'today' : monthWords(dayIn(today, week))}
          </text>
        ))}
        <polygon className="fan-wide" points={between(0, 4)} />
        <polygon className="fan-narrow" points={between(1, 3)} />
        <polyline
          className="fan-past"
          points={past.map(({ day, n }) => point(weeksUntil(today, day), n)).join(' ')}
        />
        <polyline className="fan-middle" points={along(bands[2]!).join(' ')} />
        {changed && <polyline className="fan-changed" points={along(changed).join(' ')} />}
        <line className="fan-line" x1={x(0)} x2={x(0)} y1={edge.top} y2={height - edge.bottom} />
        {target !== null && (
          <g>
            <line className="fan-goal" x1={edge.left} x2={width - edge.right} y1={y(target)} y2={y(target)} />
            <text className="fan-word" x={edge.left + 6} y={y(target) - 6}>
              goal {number(target)}
            </text>
          </g>
        )}
        {due && dueWeek !== null && dueWeek >= 0 && dueWeek <= weeks && (
          <g>
            <line
              className="fan-goal"
              x1={x(dueWeek)}
              x2={x(dueWeek)}
              y1={edge.top}
              y2={height - edge.bottom}
            />
            <text
              className="fan-word"
              x={x(dueWeek)}
              y={14}
              textAnchor={x(dueWeek) > width * 0.7 ? 'end' : 'middle'}
            >
              by {dayWords(due)}
            </text>
          </g>
        )}
      </svg>
      <p className="soft fan-key">
        <span className="fan-swatch fan-swatch-narrow" aria-hidden="true" /> half of the runs
        <span className="fan-swatch fan-swatch-wide" aria-hidden="true" /> four of five
        {changed && (
          <>
            <span className="fan-swatch fan-swatch-changed" aria-hidden="true" /> with what you set below
          </>
        )}
      </p>
    </div>
  );
}

/** Three or four round numbers up to `most`. */
function grid(most: number): number[] {
  const rough = most / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * unit).find((s) => s >= rough)!;
  const lines: number[] = [];
  for (let n = 0; n <= most; n += step) lines.push(n);
  return lines;
}
