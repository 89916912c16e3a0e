import { useEffect, useState } from 'preact/hooks';
import { qrText } from '../rules/attendance.ts';
import { w } from './sessions-words.ts';

type Square = { side: number; dark: string };

/** The code for the door as a square, drawn on this phone: it needs no connection. What draws it is fetched with the first. */
export function Code({ code }: { code: string }) {
  const [square, set] = useState<Square | null>(null);
  useEffect(() => {
    void import('../../../platform/qr.ts').then(({ qrCode }) => set(qrCode(qrText(code))));
  }, [code]);
  if (!square) return null;
  const { side, dark } = square;
  return (
    <svg viewBox={`0 0 ${side} ${side}`} width="240" height="240" role="img" aria-label={w('code', { code })}>
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" d={dark} />
    </svg>
  );
}
