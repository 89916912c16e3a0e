/** GSM 03.38, the default alphabet (3GPP TS 23.038, 6.2.1): one septet each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: two septets each. */
const extended = new Set('\f^{}\\[~]|€');

export interface Segments {
  alphabet: 'GSM-7' | 'UCS-2';
  /** Septets or UTF-16 units. */
  units: number;
  segments: number;
  /** Units that the last segment still takes. */
  left: number;
  /** What kept it out of the cheaper alphabet, each once. */
  wide: string[];
}

/**
 * How a text goes over SMS. One message takes 160 septets or 70 UTF-16 units; in parts, each loses six octets to the
 * header of concatenation: 153 or 67 (3GPP TS 23.040, 9.2.3.24.1). Neither an escape pair nor a surrogate pair is cut.
 */
export function smsSegments(text: string): Segments {
  const letters = [...text];
  const wide = [...new Set(letters.filter((c) => !basic.has(c) && !extended.has(c)))];
  const gsm = wide.length === 0;
  const sizes = letters.map((c) => (gsm ? (extended.has(c) ? 2 : 1) : c.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, part] = gsm ? [160, 153] : [70, 67];
  const alphabet = gsm ? 'GSM-7' : 'UCS-2';
  if (units <= alone) return { alphabet, units, segments: units > 0 ? 1 : 0, left: alone - units, wide };
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { alphabet, units, segments, left: part - used, wide };
}
