import { expect, it } from 'vitest';
import { fileNameOf, typeOf } from './rules.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array([...Buffer.concat(parts.map((p) => Buffer.from(p as never))), ...Array(16).fill(0)]);

it.each([
  ['audio/ogg', bytes('OggS')],
  ['audio/amr', bytes('#!AMR\n')],
  ['audio/amr', bytes('#!AMR-WB\n')],
  ['audio/aac', bytes([0xff, 0xf1])],
  ['audio/aac', bytes([0xff, 0xf9])],
  ['audio/mp4', bytes([0, 0, 0, 24], 'ftypM4A ')],
  ['audio/mpeg', bytes([0xff, 0xfb])],
  ['audio/mpeg', bytes('ID3')],
  ['audio/wav', bytes('RIFF', [0, 0, 0, 0], 'WAVE')],
  ['video/mp4', bytes([0, 0, 0, 24], 'ftypmp42')],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff])],
  [null, bytes('#!/bin/sh')],
  [null, bytes([0xff, 0xff])],
])('the first bytes show %s', (type, head) => expect(typeOf(head)).toBe(type));

it('names a saved voice note by what it is', () => {
  expect(fileNameOf('a', 'audio/mp4')).toBe('a.m4a');
  expect(fileNameOf('a', 'audio/ogg')).toBe('a.ogg');
});
