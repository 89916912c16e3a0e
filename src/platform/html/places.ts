/** Where a `${…}` of a template stands: in text or a quoted value, or between the attributes of a tag. */
export type Place = 'text' | 'attributes';

const known = new WeakMap<TemplateStringsArray, Place[]>();

/** The place of each interpolation, worked out once a template. Throws where no escaping could protect. */
export function placesOf(parts: TemplateStringsArray): Place[] {
  let places = known.get(parts);
  if (!places) {
    places = parts.slice(0, -1).map((_, i) => placeAfter(parts.slice(0, i + 1).join('')));
    known.set(parts, places);
  }
  return places;
}

function placeAfter(before: string): Place {
  const openTag = /<(?![\s\d=])[^<>]*$/.exec(before)?.[0];
  const unquoted = (openTag ?? before).replace(/"[^"]*"|'[^']*'/g, '@');
  const insideQuotes = openTag ? /["']/.test(unquoted) : false;
  if (insideQuotes) return 'text';
  if (/(?:^|\s)[\w:-]+=\s?$/.test(unquoted)) throw unsafe('put quotes around the value', before);
  if (/<(?:script|style)\b[^>]*>[^<]*$/i.test(before)) throw unsafe('no values in scripts or styles', before);
  return openTag ? 'attributes' : 'text';
}

const unsafe = (why: string, before: string) => new TypeError(`template: ${why} after …${before.slice(-40)}`);
