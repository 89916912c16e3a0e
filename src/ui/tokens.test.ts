import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@media (prefers-color-scheme: dark)');
const light = colours(lightCss);
const dark = colours(darkCss.split('@media')[0]!);

/** WCAG 2.2: text 1.4.3 wants 4.5, the edges of controls and the focus ring 1.4.11 want 3. */
const TEXT = 4.5;
const EDGE = 3;
const GROUNDS = ['ground', 'surface', 'sunken'];
const HUES = ['amber', 'green', 'red', 'blue'];
const pairs: [foreground: string, background: string, ratio: number][] = [
  ...GROUNDS.flatMap((ground): [string, string, number][] => [
    ['text', ground, TEXT],
    ['text-soft', ground, TEXT],
    ['line-strong', ground, EDGE],
    ...HUES.map((hue): [string, string, number] => [`${hue}-ink`, ground, TEXT]),
  ]),
  ...HUES.flatMap((hue): [string, string, number][] => [
    [`${hue}-on`, hue, TEXT],
    [`${hue}-ink`, `${hue}-wash`, TEXT],
    ['text', `${hue}-wash`, TEXT],
    ['text-soft', `${hue}-wash`, TEXT],
  ]),
  ['ground', 'text', TEXT],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s theme', (_, theme) => {
  it.each(pairs)('%s on %s is at least %d : 1', (foreground, background, ratio) => {
    expect(contrast(theme[foreground]!, theme[background]!)).toBeGreaterThanOrEqual(ratio);
  });

  it('has no colour that no pair checks, but the hairline', () => {
    const checked = new Set<unknown>(pairs.flat());
    expect(Object.keys(theme).filter((name) => !checked.has(name))).toEqual(['line']);
  });
});

it('names the same colours in both themes and stops motion when asked', () => {
  expect(Object.keys(dark)).toEqual(Object.keys(light));
  expect(css).toMatch(/prefers-reduced-motion: reduce\)[^}]*--motion: 0ms/);
});

it('knows contrast: black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

/** Contrast ratio of two #rrggbb colours, by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
