import type { LureSign } from '../contract.ts';
import type { Weighed } from './verification.ts';

const NIGHT_FROM = 22;
const NIGHT_TO = 6;

/** A door behind which one would have to go: a flat, a floor, a unit. */
const INSIDE =
  /\b(apt|apartment|unit|suite|floor|fl|room|rm|basement|apto|apartamento|piso|departamento|depto|s[oó]tano)\b|#\s*\d|\d\s*[室楼樓号號]|公寓|地下室/iu;
const HOUSE = /^\s*\d{1,5}(-\d{1,4})?\s+\p{L}/u;
const CROSSING =
  /&|@|\/|\b(and|at|corner|crossing|between|near|y|con|esquina|entre|cerca)\b|路口|街角|交叉|附近/iu;

/** Whether words of place mean somebody's door and not a public crossing. */
export const isPrivateAddress = (label: string) =>
  INSIDE.test(label) ||
  (HOUSE.test(label) && !/^\s*\d+(st|nd|rd|th)\b/i.test(label) && !CROSSING.test(label));

/** Hour of the day in the network's zone, 0 to 23. */
export const localHour = (at: Date, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(at));

/** Signs that a report may be meant to draw our people somewhere. They forbid nothing: they are shown. */
export function lureSigns(known: {
  at: Date;
  timeZone: string;
  label: string;
  sources: readonly Pick<Weighed, 'kind' | 'origin'>[];
}): LureSign[] {
  const hour = localHour(known.at, known.timeZone);
  const origins = new Set(known.sources.map((s) => s.origin));
  const onlyReports = known.sources.every((s) => s.kind === 'report');
  const signs: LureSign[] = [];
  if (hour >= NIGHT_FROM || hour < NIGHT_TO) signs.push('night');
  if (isPrivateAddress(known.label)) signs.push('private_address');
  if (onlyReports && origins.size <= 1) signs.push('single_anonymous');
  return signs;
}
