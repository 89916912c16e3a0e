import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddMails } from '../../../test/odd-mail.ts';
import { readMail } from './providers/mail/read.ts';

describe('what no decent program would send', () => {
  it.each(oddMails)('is read all the same: %s', async (name, source) => {
    const { heard } = await readMail(Buffer.from(source), new Set(), String);
    const [{ body, mail }] = heard.inbound as [(typeof heard.inbound)[0]];
    if (name !== 'nothing') expect(`${body} ${mail!.whole}`).toMatch(/Two vans|without a name/);
  });

  it('of any bytes at all is read without a fault', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'From: a@b.org',
        'Content-Type: multipart/mixed; boundary=x',
        '--x',
        '--x--',
        '',
        'Subject: =?utf-8?b?4p?=',
      ),
      fc.constantFrom(
        'Content-Type: text/html',
        'Content-Transfer-Encoding: base64',
        'References: <',
        'Content-Type: message/rfc822',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const source = Buffer.from(lines.join('\r\n'));
        const { heard, automatic } = await readMail(source, new Set(), (n) => `x:${n}`);
        expect(heard.inbound.length).toBe(automatic ? 0 : 1);
        for (const { body, address } of heard.inbound)
          expect(body.isWellFormed() && body.length <= 4000 && address.includes('@')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
