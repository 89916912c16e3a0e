import { invalid } from '../../../platform/problem.ts';
import type { Kind } from '../contract.ts';
import { normalAddress } from '../rules.ts';

const numbered: ReadonlySet<Kind> = new Set(['sms', 'whatsapp', 'voice']);
const plain = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number as somebody writes it, in E.164: `(212) 555-0100`, `1-212-555-0100`, `011 52 55 …`, `+502 …`, also in
 * other scripts' digits. Without a country's code it is one of the United States. Null when it can be nobody's.
 */
export async function readNumber(text: string): Promise<string | null> {
  return plain.test(text) ? text : (await numberReader())(text);
}

/** The same for a long list: the library is loaded once. */
export async function numberReader(): Promise<(text: string) => string | null> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  return (text) => {
    if (plain.test(text)) return text;
    if (text.length > 40) return null;
    const number = parsePhoneNumberFromString(text, 'US');
    // An extension is no address: whoever answers there is somebody else.
    return number?.isPossible() && !number.ext && plain.test(number.number) ? number.number : null;
  };
}

/** An address in its one spelling. Throws 400 for a number that can be nobody's. */
export async function spelt(kind: Kind, address: string): Promise<string> {
  if (!numbered.has(kind)) return normalAddress(kind, address);
  const number = await readNumber(address);
  if (!number)
    throw invalid([{ path: 'body.phone', message: 'must be a phone number such as (212) 555-0199' }]);
  return number;
}
