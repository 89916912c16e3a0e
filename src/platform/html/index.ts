import { type Place, placesOf } from './places.ts';

type Nothing = null | undefined | false;

/** What may stand in `${…}`: everything but `Html` is escaped; arrays are joined without a separator. */
export type HtmlValue = string | number | Html | Nothing | readonly HtmlValue[];
export type XmlValue = string | number | Xml | Nothing | readonly XmlValue[];

/** HTML that is safe to send; made by `html` and, for constants, by `raw`. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** XML that is safe to send; made by `xml`. Not exchangeable with `Html`: each escapes the other as text. */
export class Xml {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/**
 * HTML from a template. Throws where escaping could not protect: an unquoted attribute, a script
 * or style, a plain string in a tag (an `Html` is welcome there: `<input ${on && html`checked`}>`).
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(fill(parts, values, htmlText));
}

/** XML (TwiML, Atom, CAP) from a template; characters that XML does not know are dropped. */
export function xml(parts: TemplateStringsArray, ...values: XmlValue[]): Xml {
  return new Xml(fill(parts, values, xmlText));
}

/** Takes `constant` as HTML without escaping. Only for strings written in the source, never for data. */
export const raw = (constant: string): Html => new Html(constant);

function fill<V>(parts: TemplateStringsArray, values: V[], text: (value: V, place: Place) => string): string {
  const places = placesOf(parts);
  let out = parts[0]!;
  for (let i = 0; i < values.length; i++) out += text(values[i]!, places[i]!) + parts[i + 1]!;
  return out;
}

function htmlText(value: HtmlValue, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map((one) => htmlText(one, place)).join('');
  return escapeIn(place, String(value));
}

function xmlText(value: XmlValue, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Xml) return value.toString();
  if (Array.isArray(value)) return value.map((one) => xmlText(one, place)).join('');
  return escapeIn(place, String(value).replace(NOT_XML, ''));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeIn(place: Place, text: string): string {
  if (place === 'attributes') throw new TypeError('only html`…` may stand in a tag, among the attributes');
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** XML 1.0, production 2 (Char): everything else, escaped or not, makes a document unreadable. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
