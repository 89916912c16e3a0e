/** What carriers know a number as: it decides what they ask before they deliver from it. */
export type NumberKind = 'local' | 'toll free' | 'short code' | 'abroad';

/** Codes of the North American plan that the called party pays (Title 47 CFR § 52.101, and those opened since). */
const tollFree = /^\+1(800|833|844|855|866|877|888)/;

/** Which kind of number this is, as seen from the United States. */
export function kindOfNumber(number: string): NumberKind {
  if (/^\+?\d{3,6}$/.test(number)) return 'short code';
  if (!number.startsWith('+1')) return 'abroad';
  return tollFree.test(number) ? 'toll free' : 'local';
}

const asked: Record<NumberKind, string> = {
  local: 'a brand and a campaign registered with the carrier (10DLC)',
  'toll free': 'the toll-free verification of the carrier',
  'short code': 'the lease of the short code, with this use approved',
  abroad: 'what its own country asks; texts to the United States from it may be blocked',
};

export interface Ways {
  twilio?: { number: string } | undefined;
  whatsapp?: object | undefined;
  signal?: object | undefined;
  smtp?: object | undefined;
  vapid?: object | undefined;
}

/**
 * What others ask for before they deliver, a line for each way that is set up, and which ways are not. Nobody can look
 * these up from here, so whoever runs the network reads them at set-up and from the doctor.
 */
export function registrations({ twilio, whatsapp, signal, smtp, vapid }: Ways): string[] {
  const off = Object.entries({
    Text: twilio,
    WhatsApp: whatsapp,
    Signal: signal,
    'E-mail': smtp,
    Push: vapid,
  })
    .filter(([, way]) => !way)
    .map(([name]) => name);
  const kind = twilio && kindOfNumber(twilio.number);
  return [
    ...(kind
      ? [
          `Text: TWILIO_NUMBER is a ${kind} number; carriers ask for ${asked[kind]}. Without it texts are blocked, often silently.`,
          'Calls: ask the carrier for STIR/SHAKEN attestation A and a caller name, or phones may show "spam likely".',
        ]
      : []),
    ...(whatsapp
      ? ['WhatsApp: a verified business, and an approved template for whatever you write first.']
      : []),
    ...(signal
      ? [
          'Signal: a group takes 1,000 members, your own account among them. A channel with more becomes several groups, "Name", "Name 2"; whoever writes in one is not read in the others.',
        ]
      : []),
    ...(smtp ? ['E-mail: SPF, DKIM and DMARC for the domain that you send from.'] : []),
    ...(off.length > 0 ? [`Not set up: ${off.join(', ')}. See "Delivery" in docs/OPERATING.md.`] : []),
  ];
}
