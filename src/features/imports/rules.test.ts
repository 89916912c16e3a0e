import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../../../test/data/osdi-people.schema.json' with { type: 'json' };
import { osdiPeople } from '../people/rules.ts';
import type { Field } from './contract.ts';
import {
  CsvReader,
  delimiterOf,
  EncodingGuess,
  guessFields,
  isHeader,
  type Knowing,
  languageOf,
  notAList,
  osdiRows,
  readRow,
} from './rules.ts';

const read = (text: string, delimiter = ',') => {
  const csv = new CsvReader(delimiter);
  return [...csv.push(text), ...csv.end()];
};
const cells = (text: string, delimiter = ',') => read(text, delimiter).map((row) => row.cells);

describe('CSV', () => {
  it.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no end of line at the end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'carriage returns',
      'a,b\r\nc,d\re,f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['empty lines', '\n\na,b\n\n\n', [['a', 'b']]],
    [
      'empty cells',
      ',,\n,x,',
      [
        ['', '', ''],
        ['', 'x', ''],
      ],
    ],
    ['quotes', '"a ""b"" c","d,e"\n', [['a "b" c', 'd,e']]],
    [
      'a newline within quotes',
      '"a\nb",c\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'quotes that stand loose',
      '5\' 10",Ana "Nana" Ruiz\n"Ana "Nana" Ruiz",x',
      [
        ['5\' 10"', 'Ana "Nana" Ruiz'],
        ['Ana "Nana" Ruiz', 'x'],
      ],
    ],
    ['spaces around quotes', 'a, "b c" ,d', [['a', 'b c', 'd']]],
    ['ragged rows', 'a,b,c\nd\ne,f,g,h', [['a', 'b', 'c'], ['d'], ['e', 'f', 'g', 'h']]],
    ['formulas, as text', '=1+1,+2,-3,@x', [['=1+1', '+2', '-3', '@x']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, rows) => expect(cells(text)).toEqual(rows));

  it('spoils one line where a quote is never closed, and reads on with the next', () => {
    const rows = read('Ana,1\n"Ben,2\n"Cy",3\nDan,"4"\n"Eve,5');
    expect(rows).toEqual([
      { line: 1, cells: ['Ana', '1'] },
      { line: 2, cells: [], fault: 'quote' },
      { line: 3, cells: ['Cy', '3'] },
      { line: 4, cells: ['Dan', '4'] },
      { line: 5, cells: [], fault: 'quote' },
    ]);
    const long = `"${'x,\n'.repeat(20_000)}`;
    expect(read(long).filter((row) => row.fault)).toHaveLength(1);
    expect(read(long)).toHaveLength(20_000);
  });

  it('counts lines as an editor does', () => {
    const rows = read('a\n\n"b\nb\r\nb"\r\nc');
    expect(rows.map((row) => row.line)).toEqual([1, 3, 6]);
  });

  it('is the same in whatever pieces it comes, and what was written is read', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') }),
    );
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        fc.nat(7),
        (rows, size) => {
          const text = rows.map((row) => row.map(quote).join(',')).join('\n');
          expect(cells(text)).toEqual(rows);
          const csv = new CsvReader(',');
          const pieces = text.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? [];
          expect([...pieces.flatMap((piece) => csv.push(piece)), ...csv.end()]).toEqual(read(text));
        },
      ),
    );
  });

  it('takes of good CSV what another reader takes', () => {
    const cell = fc.stringMatching(/^[a-zé"',; \n+=-]{0,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const quote = (text: string) =>
          /[",\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const text = rows.map((row) => row.map(quote).join(',')).join('\r\n');
        const theirs = parse(text, { relax_column_count: true, record_delimiter: '\r\n' });
        expect(cells(text)).toEqual(theirs);
      }),
    );
  });

  it('takes anything at all without a throw, every row by a line of its own', () => {
    const knowing: Knowing = {
      number: (said) => (said.length > 6 ? `+1${said.length}` : null),
      zones: new Map(),
    };
    const fields: Field[] = ['name', 'phone', 'email', 'languages'];
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.constantFrom(',', ';', '\t'),
        (text, delimiter) => {
          const rows = read(text, delimiter);
          const ok = rows.map((row, i) => {
            const { candidate, faults } = readRow(row, fields, knowing);
            return (
              row.line > (rows[i - 1]?.line ?? 0) &&
              (candidate !== null || faults.length > 0) &&
              faults.every((f) => f.line === row.line && f.taken === (candidate !== null))
            );
          });
          expect(ok).not.toContain(false);
        },
      ),
    );
  });

  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1,5;2,5;3', ';'],
    ['a\tb\n"x,y,z"\t2', '\t'],
    ['name|phone\nAna|1', '|'],
    ['alone\nlist', ','],
  ])('tells the delimiter of %j', (text, delimiter) => expect(delimiterOf(text)).toBe(delimiter));

  it('reads a million rows in seconds', () => {
    const csv = new CsvReader(',');
    const piece = 'Ana Ruiz,+12125550142,ana@example.org,es\n'.repeat(10_000);
    let rows = 0;
    for (let i = 0; i < 100; i++) rows += csv.push(piece).length;
    rows += csv.end().length;
    expect(rows).toBe(1_000_000);
  });
});

describe('the encoding', () => {
  const tell = (bytes: Uint8Array, size = 5) => {
    const guess = new EncodingGuess();
    for (let i = 0; i < bytes.length; i += size) guess.push(bytes.subarray(i, i + size));
    return guess.end();
  };
  const utf16 = (text: string, big = false) => {
    const le = Buffer.from(text, 'utf16le');
    return big ? le.swap16() : le;
  };
  it.each([
    ['UTF-8', Buffer.from('José,王伟'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeffJosé'), 'utf-8'],
    ['UTF-8 cut within a letter', Buffer.from('José').subarray(0, 4), 'windows-1252'],
    ['Windows-1252', Buffer.from('Jos\xe9,Mu\xf1oz', 'latin1'), 'windows-1252'],
    ['UTF-16', utf16('\ufeffJosé'), 'utf-16le'],
    ['UTF-16 the other way', utf16('\ufeffJosé', true), 'utf-16be'],
    ['UTF-16 without a mark', utf16('name,phone\nAna,1'), 'utf-16le'],
    ['UTF-16 the other way, without', utf16('name,phone\nAna,1', true), 'utf-16be'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
  ])('of %s is told', (_, bytes, encoding) => expect(tell(bytes, 64)).toBe(encoding));

  it('knows what is no list by its beginning', () => {
    expect(notAList(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]))).toBe('picture');
    expect(notAList(Buffer.from('%PDF-1.7'))).toBe('pdf');
    expect(notAList(Buffer.from('PK\x03\x04'))).toBe('workbook');
    expect(notAList(Buffer.from('\x01\x02\x03\x04\x05\x06'))).toBe('binary');
    expect(notAList(Buffer.alloc(0))).toBe('empty');
    expect(notAList(utf16('name,phone\n'))).toBeNull();
    expect(notAList(Buffer.from('name,phone\nA\0na,1'))).toBeNull();
  });
});

describe('the columns', () => {
  it.each<[string[], Field[]]>([
    [
      ['First Name', 'Last name', 'Cell phone', 'E-mail', 'Notes'],
      ['given', 'family', 'phone', 'email', 'skip'],
    ],
    [
      ['Nombre', 'Teléfono', 'Correo electrónico', 'Idiomas', 'Barrio'],
      ['name', 'phone', 'email', 'languages', 'zone'],
    ],
    [
      ['姓名', '电话', '邮箱', '语言'],
      ['name', 'phone', 'email', 'languages'],
    ],
    [
      ['Name / Nombre', 'Phone (mobile)', 'Signal'],
      ['name', 'phone', 'signal'],
    ],
    [
      ['Phone', 'Phone', 'Email', 'Email'],
      ['phone', 'phone', 'email', 'skip'],
    ],
  ])('of %j are known', (header, fields) => {
    expect(isHeader(header)).toBe(true);
    expect(guessFields('people', header, [])).toEqual(fields);
  });

  it('are told by what is in them where no row names them', () => {
    const rows = [
      ['Ana Ruiz', '(212) 555-0142', 'ana@example.org'],
      ['Ben', '+1 212 555 0143', 'ben@example.org'],
    ];
    expect(isHeader(rows[0]!)).toBe(false);
    expect(guessFields('people', null, rows)).toEqual(['name', 'phone', 'email']);
    expect(guessFields('group', null, rows)).toEqual(['name', 'signal', 'skip']);
  });
});

describe('a row', () => {
  const digits = (said: string) => {
    const only = said.replace(/\D/g, '');
    return only.length === 10 ? `+1${only}` : null;
  };
  const knowing = { number: digits, zones: new Map([['corona', 'zone-1']]) };
  const fields: Field[] = ['name', 'phone', 'email', 'languages', 'wants', 'zone', 'kind'];
  const row = (...cells: string[]) => readRow({ line: 7, cells }, fields, knowing);

  it('is a person with what can be read of it', () => {
    expect(
      row(
        'Ruiz, Ana',
        '(212) 555-0142',
        'Ana@Example.org',
        'Spanish; 中文 y k’iche’',
        'Observer (weekends), zine',
        'Corona',
        'aliada',
      ),
    ).toEqual({
      faults: [],
      candidate: {
        ...{ line: 7, name: 'Ana Ruiz', zoneId: 'zone-1', kind: 'ally', wants: ['observer', 'other'] },
        addresses: [
          { kind: 'sms', address: '+12125550142' },
          { kind: 'email', address: 'ana@example.org' },
        ],
        languages: ['es', 'zh', 'quc'],
      },
    });
  });

  it.each([
    [['Ana', '12', 'x@y'], ['phone', 'email'], false],
    [['Ana', '', ''], ['no address'], false],
    [['Ana', '2125550142', 'no mail'], ['email'], true],
    [['Ana', '2125550142', '', 'Klingon', '', 'Atlantis', 'robot'], ['language', 'kind', 'zone'], true],
    [['A\0na', '2125550142'], ['bytes'], false],
    [['Ana', '2125550142', '', '', '', '', '', 'more'], ['cells'], false],
    [['x'.repeat(3000), '2125550142'], ['long'], false],
  ])('says of %j what is wrong', (cells, codes, taken) => {
    const { candidate, faults } = row(...cells);
    expect(faults.map((f) => f.code)).toEqual(codes);
    expect(faults.every((f) => f.line === 7 && f.taken === taken)).toBe(true);
    expect(candidate !== null).toBe(taken);
  });

  it('keeps a formula as the name that it is', () => {
    expect(row('=HYPERLINK("http://x")', '2125550142').candidate!.name).toBe('=HYPERLINK("http://x")');
  });

  it('knows languages by their names', () => {
    expect(
      ['Español', 'chino', '西班牙语', 'mandarin', 'Haitian Creole', 'yue', 'xx'].map(languageOf),
    ).toEqual(['es', 'zh', 'es', 'zh', 'ht', 'yue', null]);
  });
});

describe('OSDI', () => {
  const person = {
    ...{ given_name: 'Ana', family_name: 'Ruiz', languages_spoken: ['es-US'] },
    email_addresses: [
      { address: 'old@example.org', status: 'unsubscribed' },
      { address: 'ana@example.org', primary: true },
    ],
    phone_numbers: [{ number: '12125550143' }, { number: '12125550142', primary: true }],
  };
  const cells = ['Ana Ruiz', '+12125550142', '+12125550143', 'ana@example.org', '', 'es', ''];

  it('is read from a collection, a helper, a list or one person', () => {
    for (const shape of [
      { _embedded: { 'osdi:people': [person] } },
      { person },
      [person],
      [{ person }],
      person,
    ])
      expect(osdiRows(JSON.stringify(shape))).toEqual([{ line: 1, cells }]);
    expect(osdiRows(JSON.stringify({ person, add_tags: ['observer'] }))[0]!.cells.at(-1)).toBe('observer');
  });

  it('reads what an export of ours wrote, as the published tables say', () => {
    const member = {
      ...{ callSign: 'Amber Finch', name: 'Ana Maria Ruiz', languages: ['es', 'quc'], chapter: 'Queens' },
      addresses: [
        { kind: 'sms', address: '+12125550142' },
        { kind: 'email', address: 'ana@example.org' },
        { kind: 'signal', address: '+12125550142' },
      ],
      ...{ roles: ['observer'], state: 'active' },
    };
    const written = osdiPeople([member, { ...member, callSign: 'Blue Heron', name: null, addresses: [] }]);
    const isOsdi = new Ajv().compile(schema);
    expect([isOsdi(written), isOsdi.errors]).toEqual([true, null]);
    const rows = osdiRows(JSON.stringify(written)).map((r) => r.cells);
    expect(rows).toEqual([
      ['Ana Maria Ruiz', '+12125550142', '', 'ana@example.org', '', 'es', ''],
      ['', '', '', '', '', 'es', ''],
    ]);
  });

  it('says what is none, and reads the rest', () => {
    expect(osdiRows('{')).toEqual([{ line: 1, cells: [], fault: 'json' }]);
    expect(osdiRows(JSON.stringify([person, 7, null])).map((r) => r.fault)).toEqual([
      undefined,
      'json',
      'json',
    ]);
    fc.assert(fc.property(fc.json(), (text) => osdiRows(text).every((r) => r.line > 0)));
  });
});
