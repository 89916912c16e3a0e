import type { Window } from '../../people/contract.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** Windows of the week, those of the same hours in one line. */
export function Hours({ windows }: { windows: readonly Window[] }) {
  if (windows.length === 0) return <>not said</>;
  const lines = Map.groupBy(windows, (w) => `${clock(w.from)}–${clock(w.to)}`);
  return [...lines].map(([span, own]) => (
    <span key={span} className="line">
      {own.map((w) => days[w.day]).join(', ')} {span}
    </span>
  ));
}
