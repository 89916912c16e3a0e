import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { addressesOf, ownersOf } from '../channels/index.ts';
import { apply } from '../joining/index.ts';
import { people, peopleByRole, withdraw } from '../people/index.ts';
import { chapters } from '../places/index.ts';
import { takeFile } from './commands.ts';
import type { Fault, Import } from './contract.ts';
import { guessFields } from './rules.ts';

let net: TestNetwork;
let chapterId: string;
let headers: Record<string, string>;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 40, demo: false });
  chapterId =
    (await net.tx(chapters)).find((c) => c.slug === 'queens')?.id ?? (await net.tx(chapters))[0]!.id;
  headers = await net.signIn(['admin'], (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
});

type Answer<T = Import> = { statusCode: number; json: () => T };
const post = <T = Import>(url: string, payload: object = {}, as = headers): Promise<Answer<T>> =>
  net.app.inject({ method: 'POST', url: `/api/v1/imports${url}`, headers: as, payload });
const get = <T>(url: string, as = headers): Promise<Answer<T>> =>
  net.app.inject({ url: `/api/v1/imports${url}`, headers: as });

const upload = (id: string, file: string | Buffer, as = headers) =>
  net.app.inject({
    method: 'POST',
    url: `/api/v1/imports/${id}/file`,
    headers: { ...as, 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'),
      Buffer.from(file),
      Buffer.from('\r\n--x--\r\n'),
    ]),
  });

async function begun(kind = 'people', as = headers): Promise<string> {
  const id = newId();
  const { statusCode } = await post('', { id, kind, chapterId }, as);
  expect(statusCode).toBe(200);
  return id;
}

interface Looked {
  item: Import;
  columns: { name: string; field: string }[];
  first: { line: number; cells: string[] }[];
}
const look = async (id: string) => (await get<Looked>(`/${id}`)).json();
const itemOf = async (id: string) => (await look(id)).item;
const faultsOf = async (id: string) =>
  (await get<{ items: Fault[] }>(`/${id}/faults?limit=1000`)).json().items;

/** Uploaded, its guessed columns agreed to, every row looked at. */
async function lookedAt(file: string | Buffer, kind = 'people'): Promise<string> {
  const id = await begun(kind);
  expect((await upload(id, file)).statusCode).toBe(200);
  const { columns, item } = await look(id);
  const fields = columns.map((c) => c.field);
  expect((await post(`/${id}/mapping`, { fields, header: item.format!.header })).statusCode).toBe(200);
  await net.settle();
  return id;
}

async function applied(file: string | Buffer, { tell = false, kind = 'people' } = {}): Promise<string> {
  const id = await lookedAt(file, kind);
  expect((await post(`/${id}/application`, { tell })).statusCode).toBe(200);
  await net.settle();
  expect((await itemOf(id)).state).toBe('applied');
  return id;
}

const ownerOf = async (address: string) =>
  (await net.tx((ctx) => ownersOf(ctx, [[{ kind: address.includes('@') ? 'email' : 'sms', address }]])))[0]!;
const kept = (id: string) =>
  net.tx(async (ctx) => {
    const of = (table: 'import_pieces' | 'import_asks') =>
      ctx.tx
        .selectFrom(table)
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .where('import_id', '=', id)
        .where('body', 'is not', null)
        .execute();
    return (await of('import_pieces')).length + (await of('import_asks')).length;
  });

describe('a sign-up sheet', () => {
  it('is uploaded, its columns guessed and shown, looked at, and taken in', async () => {
    const id = await begun();
    await upload(
      id,
      'Nombre,Teléfono,Correo,Idiomas,Notas\nAna Ruiz,(646) 555-0101,ana@example.org,español,hola\nLee Chen,,nobody,Chinese,\n',
    );
    const { columns, first, item } = await look(id);
    expect(item).toMatchObject({
      state: 'mapping',
      format: { encoding: 'utf-8', delimiter: ',', header: true },
    });
    expect(columns.map((c) => c.field)).toEqual(['name', 'phone', 'email', 'languages', 'skip']);
    expect(first[0]).toEqual({
      line: 2,
      cells: ['Ana Ruiz', '(646) 555-0101', 'ana@example.org', 'español', 'hola'],
    });
    await post(`/${id}/mapping`, { fields: columns.map((c) => c.field), header: true });
    await net.settle();
    expect(await itemOf(id)).toMatchObject({ state: 'looked', counts: { rows: 2, new: 1, faulty: 1 } });
    expect(await faultsOf(id)).toEqual([{ line: 3, field: 'email', code: 'email', taken: false }]);
    // Nothing is written before somebody says so.
    expect(await ownerOf('+16465550101')).toBeNull();
    await post(`/${id}/application`, { tell: false });
    await net.settle();
    expect(await itemOf(id)).toMatchObject({ state: 'applied', made: 1, counts: { new: 1, faulty: 1 } });
    const personId = (await ownerOf('+16465550101'))!;
    const [ana] = await net.tx((ctx) => people(ctx, [personId]));
    expect(ana).toMatchObject({ state: 'applied', chapterId, languages: ['es'] });
    expect((await net.tx((ctx) => addressesOf(ctx, [personId]))).get(personId)).toHaveLength(2);
    expect(await kept(id)).toBe(0);
    expect((await look(id)).first).toEqual([]);
  });

  it('takes whoever is here, or comes twice, once; who is alike waits for a person', async () => {
    await applied('name,phone\nJosé González,646 555 0110\n');
    const id = await applied(
      [
        'name,phone,email',
        'Jose Gonzales,+1 646-555-0110,', // by the number
        'Maria Delgado,(646) 555-0111,maria@example.org',
        'MARÍA  DELGADO,1 646 555 0111,', // by the number, in this file
        '"Delgado, Maria",646 555 0112,', // likely the same
        'Maria Delgdao,,MD@example.org', // likely the same
      ].join('\n'),
    );
    expect(await itemOf(id)).toMatchObject({
      counts: { rows: 5, new: 1, known: 2, likely: 2 },
      made: 1,
      asks: 2,
    });
    const { items } = (await post<{ items: Record<string, string>[] }>(`/${id}/asks`)).json();
    expect(items).toEqual([
      expect.objectContaining({
        line: 5,
        name: 'Maria Delgado',
        address: '…0112',
        likeName: 'Maria Delgado',
      }),
      expect.objectContaining({ line: 6, name: 'Maria Delgdao', address: 'm…@example.org' }),
    ]);
    const maria = (await ownerOf('+16465550111'))!;
    for (const _ of [1, 2]) expect((await post(`/${id}/asks/5`, { same: true })).statusCode).toBe(200);
    expect(await ownerOf('+16465550112')).toBe(maria);
    expect((await post(`/${id}/asks/5`, { same: false })).statusCode).toBe(409);
    expect((await post(`/${id}/asks/6`, { same: false })).json()).toMatchObject({ asks: 0, made: 2 });
    expect(await ownerOf('md@example.org')).not.toBe(maria);
    expect((await post(`/${id}/asks/9`, { same: true })).statusCode).toBe(404);
    expect(await kept(id)).toBe(0);
  });

  it('is not said to be somebody who has left meanwhile, and is not lost with them', async () => {
    const id = await applied('name,phone\nLeo Gone,646 555 0180\nLeo Gone,646 555 0181\n');
    const leo = (await ownerOf('+16465550180'))!;
    await net.tx((ctx) => withdraw(ctx, [leo]));
    await net.settle();
    expect((await post(`/${id}/asks/3`, { same: true })).statusCode).toBe(409);
    expect((await post(`/${id}/asks/3`, { same: false })).json()).toMatchObject({ asks: 0 });
    expect(await ownerOf('+16465550181')).not.toBe(leo);
  });

  it('goes on where a crash left it, and takes nobody twice', async () => {
    const rows = Array.from({ length: 45 }, (_, i) => `P${i},917${String(5_550_000 + i)}`);
    const id = await lookedAt(`name,phone\n${rows.join('\n')}\n`);
    expect((await itemOf(id)).counts).toMatchObject({ rows: 45, new: 45 });
    await post(`/${id}/application`, { tell: false });
    const { work } = await import('./commands/work.ts');
    await work(net.services, net.network.id, 20);
    expect(await itemOf(id)).toMatchObject({ state: 'applying', done: 20, of: 45, made: 20 });
    // Another process knows nothing but what is in the database.
    const { vi } = await import('vitest');
    vi.resetModules();
    const anew = await import('./commands/work.ts');
    for (let i = 0; i < 4; i++) await anew.work(net.services, net.network.id, 20);
    expect(await itemOf(id)).toMatchObject({
      ...{ state: 'applied', done: 45, made: 45, asks: 0 },
      counts: { rows: 45, new: 45, known: 0 },
    });
  });

  it('is undone within seven days, but for whom somebody has touched', async () => {
    const id = await applied(
      'name,phone\nKay Undo,646 555 0120\nLou Undo,646 555 0121\nMo Other,646 555 0122\n',
    );
    const [kay, lou] = [(await ownerOf('+16465550120'))!, (await ownerOf('+16465550121'))!];
    net.clock.advance(60);
    await net.tx((ctx) =>
      apply(ctx, {
        ...{ id: newId(), source: 'web', kind: 'member', languages: ['en'], wants: [] },
        addresses: [{ kind: 'sms', address: '646 555 0121' }],
      }),
    );
    headers = await net.signIn(['admin'], (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
    for (const _ of [1, 2]) expect((await post(`/${id}/undo`)).statusCode).toBe(200);
    await net.settle();
    expect(await itemOf(id)).toMatchObject({ state: 'undone', made: 1, stayed: 1 });
    expect(await ownerOf('+16465550120')).toBeNull();
    const states = (await net.tx((ctx) => people(ctx, [kay, lou]))).map((p) => [p.id, p.state]);
    expect(states).toEqual(
      expect.arrayContaining([
        [kay, 'left'],
        [lou, 'applied'],
      ]),
    );
    const { items } = (await get<{ items: { personId: string; why: string }[] }>(`/${id}/stayed`)).json();
    expect(items).toEqual([expect.objectContaining({ personId: lou, why: 'touched' })]);
  });

  it('goes after seven days when nobody applied it, and cannot be undone later', async () => {
    const waiting = await lookedAt('name,phone\nVal Old,646 555 0130\n');
    const done = await applied('name,phone\nWes Old,646 555 0131\nWes Oldd,646 555 0132\n');
    expect([await kept(waiting), await kept(done)]).toEqual([1, 1]);
    net.clock.advance(7 * 24 * 60 + 61);
    const { forgetOld } = await import('./commands.ts');
    await net.tx(forgetOld);
    headers = await net.signIn(['admin'], (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
    expect([await kept(waiting), await kept(done)]).toEqual([0, 0]);
    expect((await itemOf(waiting)).state).toBe('dropped');
    expect((await look(waiting)).first).toEqual([]);
    expect(await itemOf(done)).toMatchObject({ state: 'applied', asks: 0, undoUntil: null });
    expect((await post(`/${done}/undo`)).statusCode).toBe(409);
    net.clock.advance(90 * 24 * 60);
    await net.tx(forgetOld);
    headers = await net.signIn(['admin'], (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id);
    expect((await get(`/${done}`)).statusCode).toBe(404);
  });
});

describe('what is no good list', () => {
  const utf16 = Buffer.from('\ufeffname,phone\nJosé,646 555 0140\n', 'utf16le');
  it.each<[string, string | Buffer, number, string[]]>([
    ['UTF-8 with a mark', '\ufeffname,phone\nJosé,646 555 0141\n', 1, []],
    ['UTF-16', utf16, 1, []],
    ['Windows-1252', Buffer.from('name;phone\nJos\xe9;646 555 0142\n', 'latin1'), 1, []],
    ['a quote never closed', 'name,phone\n"Jo,646 555 0143\nAl,646 555 0144\n', 1, ['2 quote']],
    ['ragged rows', 'name,phone\nJo\nAl,646 555 0145,more\nBo,646 555 0146\n', 2, ['2 no address']],
    ['zero bytes', 'name,phone\nJ\0o,646 555 0147\nAl,646 555 0148\n', 1, ['2 bytes']],
    ['formulas', 'name,phone\n=cmd|calc,646 555 0149\n', 1, []],
    ['a header alone', 'name,phone\n', 0, []],
    ['noise', '\u2028,;\t"\n,,,\n"""\n', 0, ['2 no address']],
  ])('%s: good rows are kept, and each fault has its line', async (_, file, good, faults) => {
    const id = await lookedAt(file);
    const { counts } = await itemOf(id);
    expect(counts.new + counts.known + counts.likely).toBe(good);
    const said = (await faultsOf(id)).map((f) => `${f.line} ${f.code}`);
    expect(said).toEqual(expect.arrayContaining(faults));
    await post(`/${id}/removal`);
    expect((await itemOf(id)).state).toBe('dropped');
  });

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), /picture/],
    ['a workbook', Buffer.from('PK\x03\x04rest'), /workbook/],
    ['an empty file', '', /empty/],
  ])('%s is refused with what to do', async (_, file, says) => {
    const response = await upload(await begun(), file);
    expect([response.statusCode, response.json().detail]).toEqual([422, expect.stringMatching(says)]);
    expect(response.json().next).toBeTruthy();
  });

  it('is no upload at all', async () => {
    const id = await begun();
    expect((await post(`/${id}/file`, { file: 'x' })).statusCode).toBe(400);
    for (const [type, payload] of [
      ['multipart/form-data', '--x'],
      ['multipart/form-data; boundary=x', '--x\r\n\r\n'],
    ] as const) {
      const response = await net.app.inject({
        ...{ method: 'POST', url: `/api/v1/imports/${id}/file`, payload },
        headers: { ...headers, 'content-type': type },
      });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
    }
  });
});

describe('a file that is too big', () => {
  it('is kept as far as it came; its last row is said to be half a row', async () => {
    const id = await begun();
    const admin = (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!;
    const call = await openCall(net.services, net.network, net.actor('admin', admin.id), '');
    const came = (async function* () {
      yield Buffer.from('name,phone\nCut One,646 555 0170\nCut Two,646 55');
    })();
    const item = await takeFile(call, id, Object.assign(came, { truncated: true }));
    expect(item.format!.cut).toBe(true);
    await post(`/${id}/mapping`, { fields: ['name', 'phone'], header: true });
    await net.settle();
    expect((await itemOf(id)).counts).toMatchObject({ rows: 2, new: 1, faulty: 1 });
    expect(await faultsOf(id)).toEqual([{ line: 3, field: null, code: 'cut', taken: false }]);
  });
});

describe('who may', () => {
  it('is a coordinator for their chapter, an admin for all, with a fresh proof', async () => {
    const id = await begun();
    const all = await net.tx(chapters);
    const [somebody] = await net.tx((ctx) => peopleByRole(ctx, 'coordinator', 1));
    const { imports, start, map } = await import('./commands.ts');
    const own = { ...net.actor('coordinator', somebody!.id) };
    own.roles = [{ role: 'coordinator', chapterId }];
    const other = {
      ...own,
      roles: [{ role: 'coordinator', chapterId: all.find((c) => c.id !== chapterId)!.id }],
    };
    expect((await net.tx(imports, own)).items.some((i) => i.id === id)).toBe(true);
    expect((await net.tx(imports, other)).items.some((i) => i.id === id)).toBe(false);
    const mapping = { fields: [], header: true };
    await expect(net.tx((ctx) => map(ctx, id, mapping), other)).rejects.toMatchObject({ status: 404 });
    const begin = { id: newId(), kind: 'people' as const, chapterId };
    await expect(net.tx((ctx) => start(ctx, begin), other)).rejects.toMatchObject({ status: 404 });
    const stale = { ...own, confirmedAt: new Date(0) };
    await expect(net.tx((ctx) => start(ctx, begin), stale)).rejects.toMatchObject({ kind: 'confirm' });
    for (const role of ['operator', 'dispatcher', 'observer', 'legal']) {
      const as = await net.signIn([role]);
      expect((await get('', as)).statusCode, role).toBe(403);
      expect((await upload(id, 'a,b', as)).statusCode, role).toBe(403);
    }
    expect((await get('', {})).statusCode).toBe(401);
    expect((await post(`/${id}/mapping`, { fields: ['day'], header: true })).statusCode).toBe(409);
  });

  it('writes to newcomers only where somebody said so', async () => {
    const waiting = (address: string) =>
      net.tx(async (ctx) => {
        const id = (await ownersOf(ctx, [[{ kind: 'sms', address }]]))[0]!;
        return ctx.tx
          .selectFrom('messages')
          .select(['purpose', 'language'])
          .where('network_id', '=', ctx.network.id)
          .where('person_id', '=', id)
          .execute();
      });
    await applied('name,phone\nQuiet One,646 555 0150\n');
    expect(await waiting('+16465550150')).toEqual([]);
    await applied('name,phone,language\nTold One,646 555 0151,español\n', { tell: true });
    expect(await waiting('+16465550151')).toEqual([{ purpose: 'import_hello', language: 'es' }]);
  });
});

describe('OSDI', () => {
  it('comes in by the same steps', async () => {
    const person = {
      ...{ given_name: 'Osa', family_name: 'Dia', languages_spoken: ['es'] },
      phone_numbers: [{ number: '646-555-0160', primary: true }],
      email_addresses: [{ address: 'osa@example.org' }],
    };
    const id = await applied(JSON.stringify({ _embedded: { 'osdi:people': [person, 7] } }), { kind: 'osdi' });
    expect(await itemOf(id)).toMatchObject({ counts: { rows: 2, new: 1, faulty: 1 } });
    expect(await ownerOf('osa@example.org')).toBe(await ownerOf('+16465550160'));
    expect(await faultsOf(id)).toEqual([{ line: 2, field: null, code: 'json', taken: false }]);
  });
});

describe('the sheet on paper', () => {
  it.each(['en', 'es', 'zh'])('in %s has a first row that is read when it is typed off', async (lang) => {
    const page = await net.app.inject({ url: `/${lang}/join/list` });
    expect(page.statusCode).toBe(200);
    const header = [...page.body.matchAll(/<th scope="col">([^<]+)</g)].map((found) => found[1]!);
    expect(guessFields('people', header, [])).toEqual([
      'name',
      'phone',
      'email',
      'languages',
      'zone',
      'wants',
    ]);
    expect(page.body.match(/<tr>/g)).toHaveLength(15);
  });
});
