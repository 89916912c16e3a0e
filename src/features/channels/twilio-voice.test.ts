import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { CarrierVoice } from '../../../test/fakes/carrier-voice.ts';
import { readTwiml } from '../../../test/fakes/twiml.ts';
import { LANGS } from '../../platform/i18n/lang.ts';
import { isSigned } from './providers/twilio.ts';
import { toTwiml } from './providers/twilio-voice.ts';
import type { Spoken, Verb } from './voice.ts';

const url = 'https://hotline.test';
// A carriage return is a line feed to whoever reads XML (XML 1.0, 2.11); the package spells it out, we do not.
const words = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((s) => s.toWellFormed().replaceAll('\r', '\n'));

describe('what a telephone is told, by the judgement of the carrier’s own package', () => {
  const next = fc.dictionary(fc.constantFrom('call', 'turn', 'leg'), words, { minKeys: 1 });
  const part: fc.Arbitrary<Spoken> = fc.oneof(
    fc.record({ say: words, lang: fc.constantFrom(...LANGS) }),
    fc.record({ play: words.map((w) => `/prompts/${encodeURIComponent(w)}`) }),
  );
  const parts = fc.array(part, { maxLength: 3 });
  const seconds = fc.integer({ min: 1, max: 3600 });
  const verb: fc.Arbitrary<Verb> = fc.oneof(
    fc.record({ do: fc.constant('speak' as const), parts }),
    fc.record({
      do: fc.constant('ask' as const),
      digits: fc.integer({ min: 1, max: 8 }),
      ...{ parts, seconds, next },
    }),
    fc.record({ do: fc.constant('pause' as const), seconds }),
    fc.record({ do: fc.constant('record' as const), seconds, next }),
    fc.record(
      { do: fc.constant('meet' as const), room: words, host: fc.boolean(), next },
      { requiredKeys: ['do', 'room', 'host'] },
    ),
    fc.record({ do: fc.constant('go' as const), next }),
    fc.record({ do: fc.constant('hangUp' as const) }),
  );

  it('is well formed, of verbs and attributes that it knows, whatever the words are', () => {
    fc.assert(
      fc.property(fc.array(verb, { maxLength: 6 }), (verbs) => {
        const tags = readTwiml(toTwiml(verbs, url));
        const lengths: number[] = verbs.map((v) => (v.do === 'speak' ? v.parts.length : 1));
        expect(tags.length).toBe(lengths.reduce((sum, n) => sum + n, 0));
      }),
      { numRuns: 200 },
    );
  });

  it('and that referee finds each fault', () => {
    for (const fault of [
      '<Response><Shout>hello</Shout></Response>',
      '<Response><Say loud="true">hello</Say></Response>',
      '<Response><Say voice="Polly.Nobody">hello</Say></Response>',
      '<Response><Gather numDigits="one"/></Response>',
      '<Response><Gather><Hangup/></Gather></Response>',
      '<Response><Conference>room</Conference></Response>',
      '<Response><Say>a & b</Say></Response>',
      '<Response><Say language=en-US>hello</Say></Response>',
      '<Response><Say>hello</Response>',
      '<Response></Response><Response></Response>',
      '<Answer></Answer>',
    ])
      expect(() => readTwiml(fault), fault).toThrow();
  });
});

it('believes of the carrier’s calls what its own package believes, and of nobody else’s', () => {
  const carrier = new CarrierVoice();
  const settings = {
    accountSid: carrier.account,
    authToken: carrier.token,
    number: carrier.number,
    apiUrl: url,
  };
  const names = fc.constantFrom('CallSid', 'From', 'Digits', 'CallStatus', 'RecordingUrl', 'x', 'Z');
  const path = fc.constantFrom(
    '/hooks/twilio/voice',
    '/hooks/twilio/voice?call=0198&turn=3',
    '/hooks/twilio/voice?page=%27a%27',
    '/hooks/twilio/status?leg=1',
  );
  fc.assert(
    fc.property(path, path, fc.dictionary(names, words), names, words, (at, other, form, name, value) => {
      const signature = carrier.sign(at, form);
      expect(isSigned(settings, url + at, form, signature)).toBe(true);
      for (const [where, said, by] of [
        [url + other, form, signature],
        [url + at, { ...form, [name]: value }, signature],
        [url + at, form, carrier.sign(at, form, 'another token')],
        [url + at, form, value],
        [`https://elsewhere.test${at}`, form, signature],
      ] as const)
        expect(isSigned(settings, where, said, by)).toBe(
          validateRequest(settings.authToken, by, where, said),
        );
    }),
    { numRuns: 200 },
  );
});
