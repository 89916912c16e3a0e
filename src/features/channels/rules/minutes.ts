import type { Lang } from '../../../platform/i18n/lang.ts';

interface Minutes {
  minutes: number;
  /** The part of the text that says so. */
  text: string;
  language: Lang | null;
}

const numbers: Record<string, number> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ fifteen: 15, twenty: 20, thirty: 30, forty: 40 },
  ...{ un: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10 },
  ...{ quince: 15, veinte: 20, treinta: 30, cuarenta: 40 },
  ...{ 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
  ...{ 十五: 15, 二十: 20, 三十: 30, 四十: 40 },
};
const alternatives = Object.keys(numbers).sort((a, b) => b.length - a.length);
const western = alternatives.filter((n) => /^[a-z]+$/.test(n)).join('|');
const chinese = alternatives.filter((n) => !/^[a-z]+$/.test(n)).join('|');

type Form = { pattern: RegExp; factor: number; fixed?: number; language: Lang | null };

const forms: Form[] = [
  { pattern: /\b(?:in\s+)?half\s+an\s+hour\b/iu, factor: 1, fixed: 30, language: 'en' },
  { pattern: /\b(?:in\s+)?an\s+hour\b/iu, factor: 1, fixed: 60, language: 'en' },
  { pattern: /\b(?:en\s+)?media\s+hora\b/iu, factor: 1, fixed: 30, language: 'es' },
  { pattern: /半(?:个|個)?(?:小时|小時|钟头|鐘頭)(?:内|內|后|後)?/u, factor: 1, fixed: 30, language: 'zh' },
  {
    pattern: new RegExp(`\\b(?:in\\s+|en\\s+)?(\\d{1,3}|${western})\\s*(?:hours?|hrs?|horas?|h)\\b`, 'iu'),
    factor: 60,
    language: null,
  },
  {
    pattern: new RegExp(
      `\\b(?:in\\s+|en\\s+)?(\\d{1,3}|${western})\\s*(?:minutes?|minutos?|mins?|m)\\b`,
      'iu',
    ),
    factor: 1,
    language: null,
  },
  {
    pattern: new RegExp(`(\\d{1,3}|${chinese})\\s*(?:个|個)?(?:小时|小時|钟头|鐘頭)(?:内|內|后|後)?`, 'u'),
    factor: 60,
    language: 'zh',
  },
  {
    pattern: new RegExp(`(\\d{1,3}|${chinese})\\s*(?:分钟|分鐘|分)(?:内|內|后|後)?`, 'u'),
    factor: 1,
    language: 'zh',
  },
  // A bare number is minutes only where it stands alone, or else "5 vans" would be an arrival.
  { pattern: /^[^\p{L}\p{N}]*(?:in\s+|en\s+)?(\d{1,3})[^\p{L}\p{N}]*$/iu, factor: 1, language: null },
];

/** Minutes that a text names, at most 240; null when it names none. "15 minutes ago" is not an arrival. */
export function readMinutes(text: string): Minutes | null {
  if (/\b(ago|hace)\b|以前|之前|前\s*$/iu.test(text)) return null;
  for (const { pattern, factor, fixed, language } of forms) {
    const match = pattern.exec(text);
    if (!match) continue;
    const count = fixed ?? numbers[match[1]!.toLowerCase()] ?? Number(match[1]);
    const minutes = count * factor;
    if (minutes >= 1 && minutes <= 240) return { minutes, text: match[0], language };
  }
  return null;
}
