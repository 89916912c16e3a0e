import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterFollows, partyOf, plainCode, recoveryCode, validUntil, waitS } from './rules.ts';

describe('where passkeys work', () => {
  it.each([
    ['https://hotline.example.org', { id: 'hotline.example.org', origin: 'https://hotline.example.org' }],
    [
      'https://hotline.example.org:8443',
      { id: 'hotline.example.org', origin: 'https://hotline.example.org:8443' },
    ],
    ['http://127.0.0.1:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
    ['http://[::1]:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
    ['http://localhost:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
    ['http://hotline.example.org', null],
    ['http://192.168.1.7:8080', null],
    ['https://192.168.1.7', null],
    ['https://[2001:db8::1]', null],
  ])('%s', (url, party) => expect(partyOf(url)).toEqual(party));
});

describe('a signature counter', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('after %i comes %i: %s', (before, now, fine) => expect(counterFollows(before, now)).toBe(fine));
});

describe('a recovery code', () => {
  it('is 24 letters of 32, and the same however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (random) => {
        const code = recoveryCode(random);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
        const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
        expect(plainCode(typed)).toBe(plainCode(code));
      }),
    );
  });

  it('is not made of too little', () => {
    expect(() => recoveryCode(new Uint8Array(23))).toThrow(RangeError);
  });
});

describe('waiting after failures', () => {
  it('begins at the third, doubles, and has an end', () => {
    expect([0, 2, 3, 4, 5, 8, 30].map((n) => waitS(n, 900))).toEqual([0, 0, 1, 2, 4, 32, 900]);
    expect(waitS(1000, 4)).toBe(4);
  });
});

describe('until when a session is as it is', () => {
  const at = (minutes: number) => new Date(minutes * 60_000);
  const session = { expiresAt: at(720), seenAt: at(100), renewBy: null };
  it('is its idle end, its absolute end, its renewal or a turn of a role, whichever is first', () => {
    expect(validUntil(session, 'desk', [], at(100))).toEqual(at(130));
    expect(validUntil({ ...session, seenAt: at(700) }, 'desk', [], at(700))).toEqual(at(720));
    expect(validUntil({ ...session, renewBy: at(110) }, 'field', [], at(100))).toEqual(at(110));
    const grants = [{ startsAt: at(50), endsAt: at(105) }];
    expect(validUntil(session, 'desk', grants, at(100))).toEqual(at(105));
    expect(validUntil(session, 'desk', [{ startsAt: at(103), endsAt: null }], at(100))).toEqual(at(103));
  });
});
