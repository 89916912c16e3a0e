import { useEffect, useState } from 'preact/hooks';
import { Squares } from './squares.tsx';

/** A QR code drawn on this phone: it needs no connection. What draws it is fetched with the first. */
export function Drawn({ text, label }: { text: string; label: string }) {
  const [square, set] = useState<{ side: number; dark: string } | null>(null);
  useEffect(() => {
    void import('../platform/qr.ts').then(({ qrCode }) => set(qrCode(text)));
  }, [text]);
  return square && <Squares of={square} label={label} />;
}
