import { encodeQR } from 'qr';

/** A light border, as readers want it (ISO/IEC 18004: four modules). */
const quiet = 4;

/** A QR code as squares of an SVG: the side of the whole with its border, in modules, and the path of the dark ones. */
export function qrCode(text: string): { side: number; dark: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: rows.length, dark: dark.join('') };
}
