import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

type Point = [x: number, y: number];
/** One feature to a layer, on the tile's grid of 4096: an area (closed, clockwise on the screen) or a line. */
export interface Layer {
  name: string;
  kind: string;
  type: 'line' | 'area';
  points: Point[];
}

const varint = (n: number): number[] => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))]);
const zigzag = (n: number) => varint(n < 0 ? -2 * n - 1 : 2 * n);
const numberField = (id: number, n: number) => [...varint(id * 8), ...varint(n)];
const bytesField = (id: number, bytes: Iterable<number>) => {
  const body = [...bytes];
  return [...varint(id * 8 + 2), ...varint(body.length), ...body];
};
const textField = (id: number, text: string) => bytesField(id, Buffer.from(text));

/** MoveTo 1, LineTo the rest, ClosePath for an area; each point as steps from the one before. */
function geometryOf({ points, type }: Layer): number[] {
  const steps = points.map(([x, y], n) => {
    const [fromX, fromY] = points[n - 1] ?? [0, 0];
    return [...zigzag(x - fromX), ...zigzag(y - fromY)];
  });
  const lineTo = varint((points.length - 1) * 8 + 2);
  return [9, ...steps[0]!, ...lineTo, ...steps.slice(1).flat(), ...(type === 'area' ? [15] : [])];
}

/** A Mapbox Vector Tile, version 2. */
export function vectorTile(layers: Layer[]): Buffer {
  const encoded = layers.map((layer) => {
    const feature = [
      ...bytesField(2, [0, 0]),
      ...numberField(3, layer.type === 'area' ? 3 : 2),
      ...bytesField(4, geometryOf(layer)),
    ];
    return bytesField(3, [
      ...numberField(15, 2),
      ...textField(1, layer.name),
      ...bytesField(2, feature),
      ...textField(3, 'kind'),
      ...bytesField(4, textField(1, layer.kind)),
      ...numberField(5, 4096),
    ]);
  });
  return Buffer.from(encoded.flat());
}

/** A PMTiles archive (version 3) with one tile. */
export function pmtiles([z, x, y]: [number, number, number], tile: Buffer): Buffer {
  const data = gzipSync(tile);
  const root = gzipSync(
    Buffer.from([1, zxyToTileId(z, x, y), 1, data.length, 1].flatMap((number) => varint(number))),
  );
  const metadata = gzipSync('{}');
  const header = Buffer.alloc(127);
  header.write('PMTiles\x03', 'latin1');
  const rootAt = header.length;
  const metadataAt = rootAt + root.length;
  const dataAt = metadataAt + metadata.length;
  // Root directory, metadata, leaf directories (none), tiles; then how many tiles, entries and contents.
  const numbers = [rootAt, root.length, metadataAt, metadata.length, dataAt, 0, dataAt, data.length, 1, 1, 1];
  numbers.forEach((number, n) => {
    header.writeBigUInt64LE(BigInt(number), 8 + n * 8);
  });
  // Clustered; gzip inside and for tiles; vector tiles; zooms; then the bounds in 1e-7 degrees.
  header.set([1, 2, 2, 1, z, z], 96);
  [-180, -85, 180, 85].forEach((degrees, n) => {
    header.writeInt32LE(degrees * 1e7, 102 + n * 4);
  });
  header[118] = z;
  return Buffer.concat([header, root, metadata, data]);
}
