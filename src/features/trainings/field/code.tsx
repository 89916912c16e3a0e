import { useEffect, useState } from 'preact/hooks';
import { Squares } from '../../../field/squares.tsx';
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
  return <Squares of={square} label={w('code', { code })} />;
}
