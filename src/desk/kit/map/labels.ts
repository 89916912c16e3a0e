import type { Marker } from 'maplibre-gl';

/** Pixels between the middles of two lines of words, one above the other. */
const line = 22;

/** Writes each zone's name where nothing lies over it, at its middle or a line off; one that finds no room is not shown. */
export function makeRoom(names: readonly Marker[], pins: readonly Marker[]): void {
  const taken = pins.map((pin) => pin.getElement().getBoundingClientRect());
  for (const name of names) {
    const middle = lifted(name.getElement().getBoundingClientRect(), -name.getOffset().y);
    const lift = [0, -line, line].find((dy) => !taken.some((other) => overlap(lifted(middle, dy), other)));
    name.getElement().style.visibility = lift === undefined ? 'hidden' : 'visible';
    if (lift === undefined) continue;
    name.setOffset([0, lift]);
    taken.push(lifted(middle, lift));
  }
}

const lifted = ({ x, y, width, height }: DOMRect, dy: number) => new DOMRect(x, y + dy, width, height);

const overlap = (a: DOMRect, b: DOMRect) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
