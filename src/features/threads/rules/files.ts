import { copyable, typeOf } from '../../evidence/rules.ts';

/** The kind of picture or document that may be sent out, by its first bytes; null for anything else. */
export function fileType(head: Uint8Array): string | null {
  // "%PDF-" (ISO 32000-1, 7.5.2).
  if ([0x25, 0x50, 0x44, 0x46, 0x2d].every((byte, i) => head[i] === byte)) return 'application/pdf';
  const type = typeOf(head);
  return type && copyable.has(type) ? type : null;
}

/** A name that any phone can keep: no folders, no control characters, and the ending of what it is. */
export function safeName(name: string, ending: string): string {
  const last = name.split(/[\\/]/).at(-1)!;
  const bare = last
    .normalize('NFC')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{C}<>:"|?*%;,=]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${[...(bare || 'file')].slice(0, 80).join('')}.${ending}`;
}
