import { xml } from '../platform/html/index.ts';
import { qrCode } from '../platform/qr.ts';

/** A QR code as the answer of a page: a picture for a screen, a wall or a sheet. */
export function qrPicture(text: string): { type: string; body: string } {
  const { side, dark } = qrCode(text);
  const svg = xml`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${dark}"/></svg>`;
  return { type: 'image/svg+xml; charset=utf-8', body: String(svg) };
}
