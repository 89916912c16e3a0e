const kinds =
  'st|street|av|ave|avenue|rd|road|blvd|boulevard|pkwy|parkway|pl|place|dr|drive|ln|lane|ter|terrace|tpke|turnpike|plaza|sq|square|concourse|hwy|highway';
/** "82 St", "W 4 St", "Knickerbocker Av", "Broadway"; a number before a name is somebody's door. */
const street = new RegExp(
  `^(?:(?:[ewns]|east|west|north|south) )?(?:(?:\\d{1,3}(?:st|nd|rd|th)?|\\p{L}[\\p{L}'’.-]{0,20}(?: \\p{L}[\\p{L}'’.-]{0,20}){0,2}) (?:${kinds})\\.?|broadway|bowery)$`,
  'iu',
);

/** Words that name two streets and nothing else, as a label "A & B"; null for any other. */
export function publicCorner(text: string): string | null {
  const streets = text
    .trim()
    .split(/\s*&\s*|\s+(?:and|at|y|con)\s+/i)
    .map((part) => part.trim().replaceAll(/\s+/g, ' '));
  return streets.length === 2 && streets.every((one) => street.test(one)) ? streets.join(' & ') : null;
}
