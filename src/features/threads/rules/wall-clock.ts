/** An instant as a browser's field for a time writes it, by the clocks in `zone`: `2026-11-23T18:30`. */
export const onWall = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T');

/**
 * The instant at which clocks in `zone` show this. Of one that comes twice it is one of the two; of one that is skipped
 * it is an hour beside.
 */
export function fromWall(text: string, zone: string): Date {
  const wanted = Date.parse(`${text}Z`);
  const ahead = (at: number) => Date.parse(`${onWall(new Date(at), zone)}Z`) - at;
  // The second time with the offset that holds there: the first guess may lie across a change of clocks.
  const near = wanted - ahead(wanted);
  return new Date(wanted - ahead(near));
}
