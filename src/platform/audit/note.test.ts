import { describe, expect, it } from 'vitest';
import { notesIn, readNote, signerOf, verifierKey, writeNote } from './note.ts';

const signer = signerOf('porchlight/one', Buffer.alloc(32, 1));
const head = { size: 7, root: Buffer.alloc(32, 9) };

describe('a checkpoint', () => {
  it('is three lines, an empty one, and a signature under the name of the log', () => {
    const lines = writeNote(signer, head).split('\n');
    expect(lines.slice(0, 4)).toEqual(['porchlight/one', '7', head.root.toString('base64'), '']);
    expect(lines[4]).toMatch(/^— porchlight\/one [A-Za-z0-9+/=]+$/);
    expect(verifierKey(signer)).toMatch(/^porchlight\/one\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/);
  });

  it('is read back, and refused when any character of it was changed or another signed it', () => {
    const note = writeNote(signer, head);
    expect(readNote(signer, note)).toEqual({ ...head, origin: signer.origin });
    for (let at = 0; at < note.length; at++) {
      const changed = `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`;
      expect(readNote(signer, changed), `character ${at}`).toBeNull();
    }
    expect(readNote(signer, writeNote(signerOf(signer.origin, Buffer.alloc(32, 2)), head))).toBeNull();
  });

  it('is read with the signatures of witnesses under it', () => {
    const note = `${writeNote(signer, head)}— witness.example.org AAAAAAAA\n`;
    expect(readNote(signer, note)).toMatchObject({ size: 7 });
  });

  it('is found in a file that holds many', () => {
    const notes = [5, 6, 7].map((size) => writeNote(signer, { ...head, size }));
    expect(notesIn(notes.join(''))).toEqual(notes);
    expect(notesIn(notes.join('\n').replaceAll('\n', '\r\n'))).toEqual(notes);
    expect(notesIn(notes[0]!.trimEnd())).toEqual([notes[0]]);
  });
});
