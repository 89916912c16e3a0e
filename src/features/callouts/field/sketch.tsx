import { distance, t } from '../../../field/words.ts';

export interface Point {
  lat: number;
  lon: number;
}

/** Metres east and north of `from`, on a flat earth: off by less than 0.1 % within a few kilometres. */
export function offset(from: Point, to: Point): [east: number, north: number] {
  const metresPerDegree = 111_195;
  const shrink = Math.cos((from.lat * Math.PI) / 180);
  return [(to.lon - from.lon) * metresPerDegree * shrink, (to.lat - from.lat) * metresPerDegree];
}

interface Props {
  centre: Point;
  crossings: (Point & { name: string })[];
  me: Point | null;
}

const width = 320;
const height = 200;
/** 500 feet, or half a mile. */
const barsM = [152.4, 804.672];
const sketchedM = 1200;

/** A sketch, not a map: the meet point in the middle, crossings around it, north up; nothing where nothing is near. */
export function Sketch({ centre, crossings, me }: Props) {
  const near = crossings.filter((crossing) => reach(centre, crossing) < sketchedM);
  const shown = me && reach(centre, me) < sketchedM ? [...near, me] : near;
  if (shown.length === 0) return null;
  const scale = (height / 2 - 30) / Math.max(...shown.map((point) => reach(centre, point)), 150);
  const barM = barsM.find((metres) => metres * scale > 20) ?? 1609.344;
  const place = (point: Point): [number, number] => {
    const [east, north] = offset(centre, point);
    return [width / 2 + east * scale, height / 2 - north * scale];
  };
  const labelled = spaced(near.map((crossing) => ({ name: crossing.name, at: place(crossing) })));
  return (
    <svg class="sketch" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('mapOf')}>
      {labelled.map(({ name, at: [x, y] }) => (
        <g key={name}>
          <circle class="crossing" cx={x} cy={y} r="3" />
          <text x={x} y={y - 7} text-anchor={x < 60 ? 'start' : x > width - 60 ? 'end' : 'middle'}>
            {name}
          </text>
        </g>
      ))}
      <circle class="meet-ring" cx={width / 2} cy={height / 2} r="13" />
      <circle class="meet-dot" cx={width / 2} cy={height / 2} r="6" />
      {me && shown.includes(me) && <Me at={place(me)} />}
      <path class="scale" d={`M12 ${height - 12}v-5m0 5h${barM * scale}m0 0v-5`} />
      <text x="12" y={height - 22}>
        {distance(barM)}
      </text>
      <text x={width - 12} y="20" text-anchor="end">
        N ↑
      </text>
    </svg>
  );
}

const reach = (centre: Point, point: Point) => Math.hypot(...offset(centre, point));

const Me = ({ at: [x, y] }: { at: [number, number] }) => (
  <path class="me" d={`M${x} ${y - 9}l8 15l-8-4l-8 4z`} />
);

/** Only names that do not stand on one another, nor on the meet point, and are on the sheet; the first come first. */
function spaced<T extends { at: [number, number] }>(labels: T[]): T[] {
  const shown: T[] = [];
  const taken: [number, number][] = [[width / 2, height / 2 + 10]];
  for (const label of labels) {
    const [x, y] = label.at;
    const inside = x > 8 && x < width - 8 && y > 24 && y < height - 30;
    if (!inside || taken.some(([a, b]) => Math.abs(a - x) < 130 && Math.abs(b - y) < 24)) continue;
    taken.push(label.at);
    shown.push(label);
  }
  return shown;
}
