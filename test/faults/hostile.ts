import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Found nowhere but in what a hostile or careless sender put into a file. */
export const canary = 'CANARY-40.7128N-74.0060W';

export interface Hostile {
  kind: string;
  bytes: Buffer;
  /** What must come of it: a copy, the original only and why, or a refusal. */
  ends: 'copy' | 'format' | 'video' | 'bounds' | 'broken' | 'refused' | 'any';
}

const exif = {
  IFD0: { Make: canary, ImageDescription: canary },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '40/1 42/1 46/1',
    GPSLongitudeRef: 'W',
    GPSLongitude: '74/1 0/1 21/1',
  },
};
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="${canary}"/></rdf:RDF></x:xmpmeta>`;
const script = `<script>alert('${canary}')</script>`;

const picture = (random: () => number) => {
  const background = { r: random() * 255, g: random() * 255, b: random() * 255 };
  const width = 40 + Math.floor(random() * 60);
  return sharp({ create: { width, height: 48, channels: 3, background } });
};
const withPlace = (random: () => number) => picture(random).withExif(exif).withXmp(xmp);

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG whose head promises this size. */
function png(width: number, height: number, data: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const box = (type: string, body: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A lossless WebP that is a head of 16,383 by 16,383 pixels and little else. */
const hugeWebp = () => {
  const body = Buffer.alloc(64);
  body[0] = 0x2f;
  body.writeUInt32LE(16_382 | (16_382 << 14), 1);
  const data = Buffer.concat([Buffer.from('WEBP'), Buffer.from('VP8L'), Buffer.from([64, 0, 0, 0]), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from('RIFF'), size, data]);
};

const jpegHead = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const noise = (random: () => number, length: number) =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** Each kind of file that has gone wrong for somebody before. */
const kinds: Record<string, (random: () => number) => Promise<Omit<Hostile, 'kind'>>> = {
  'jpeg with a place': async (r) => ({ bytes: await withPlace(r).jpeg().toBuffer(), ends: 'copy' }),
  'png with a place': async (r) => ({ bytes: await withPlace(r).png().toBuffer(), ends: 'copy' }),
  'webp with a place': async (r) => ({ bytes: await withPlace(r).webp().toBuffer(), ends: 'copy' }),
  'avif with a place': async (r) => ({
    bytes: await withPlace(r).avif({ effort: 0 }).toBuffer(),
    ends: 'copy',
  }),
  'jpeg with a page behind it': async (r) => ({
    bytes: Buffer.concat([await withPlace(r).jpeg().toBuffer(), Buffer.from(`<!doctype html>${script}`)]),
    ends: 'copy',
  }),
  'jpeg with an archive behind it': async (r) => ({
    bytes: Buffer.concat([await picture(r).jpeg().toBuffer(), Buffer.from(`PK\x03\x04${canary}`)]),
    ends: 'copy',
  }),
  'png with words': async (r) => {
    const bytes = await picture(r).png().toBuffer();
    const text = chunk('tEXt', Buffer.from(`Comment\0${script}`));
    return { bytes: Buffer.concat([bytes.subarray(0, 33), text, bytes.subarray(33)]), ends: 'copy' };
  },
  'gif that is a script': async () => ({
    bytes: Buffer.from(`GIF89a/*${canary}*/=1;alert(1)`),
    ends: 'broken',
  }),
  'gif of many pages': async (r) => {
    const pages = 200;
    const raw = noise(r, 8 * 8 * pages * 3);
    const options = { raw: { width: 8, height: 8 * pages, channels: 3 as const, pageHeight: 8 } };
    return { bytes: await sharp(raw, options).gif().toBuffer(), ends: 'copy' };
  },
  'png bomb': async () => ({
    bytes: png(40_000, 40_000, deflateSync(Buffer.alloc(30_000_000))),
    ends: 'bounds',
  }),
  'png of impossible size': async () => ({
    bytes: png(0x7fffffff, 0x7fffffff, deflateSync(Buffer.alloc(9))),
    ends: 'any',
  }),
  'png of no size': async () => ({ bytes: png(0, 0, deflateSync(Buffer.alloc(9))), ends: 'broken' }),
  'webp bomb': async () => ({ bytes: hugeWebp(), ends: 'any' }),
  'noise called jpeg': async (r) => ({ bytes: Buffer.concat([jpegHead, noise(r, 500)]), ends: 'broken' }),
  'page called jpeg': async () => ({ bytes: Buffer.concat([jpegHead, Buffer.from(script)]), ends: 'broken' }),
  'cut jpeg': async (r) => {
    const bytes = await withPlace(r).jpeg().toBuffer();
    return { bytes: bytes.subarray(0, Math.floor(bytes.length * (0.1 + 0.8 * r()))), ends: 'any' };
  },
  'altered picture': async (r) => {
    const bytes = await (r() < 0.5 ? withPlace(r).png() : withPlace(r).jpeg()).toBuffer();
    for (let i = 0; i < 12; i++)
      bytes[8 + Math.floor(r() * (bytes.length - 8))]! ^= 1 + Math.floor(r() * 255);
    return { bytes, ends: 'any' };
  },
  heic: async () => ({
    bytes: Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')),
      box('meta', Buffer.from(canary)),
    ]),
    ends: 'format',
  }),
  'video with a place': async () => ({
    bytes: Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\0\0')),
      box('moov', box('udta', box('\xa9xyz', Buffer.from(`+40.7128-074.0060/${canary}`)))),
    ]),
    ends: 'video',
  }),
  'svg with a script': async () => ({
    bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`),
    ends: 'refused',
  }),
  page: async () => ({ bytes: Buffer.from(`<!doctype html>${script}`), ends: 'refused' }),
  pdf: async () => ({ bytes: Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction 2 0 R>>'), ends: 'refused' }),
  'drawing program': async () => ({
    bytes: Buffer.from(
      'push graphic-context\nfill url(https://127.0.0.1/x"|touch /tmp/x")\npop graphic-context',
    ),
    ends: 'refused',
  }),
  'tiff with a place': async (r) => ({ bytes: await withPlace(r).tiff().toBuffer(), ends: 'refused' }),
  program: async () => ({ bytes: Buffer.from('\x7fELF\x02\x01\x01'), ends: 'refused' }),
  shell: async () => ({ bytes: Buffer.from('#!/bin/sh\nid'), ends: 'refused' }),
  archive: async () => ({ bytes: Buffer.from('PK\x03\x04mimetype'), ends: 'refused' }),
  nothing: async () => ({ bytes: Buffer.alloc(0), ends: 'refused' }),
};

/** The nth of the hostile files: every kind in turn, each time a little different. */
export async function hostile(n: number, random: () => number): Promise<Hostile> {
  const names = Object.keys(kinds);
  const kind = names[n % names.length]!;
  return { kind, ...(await kinds[kind]!(random)) };
}
