import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { features } from '../src/composition.ts';
import { fieldMedia } from '../src/features/callouts/contract.ts';
import { type PublicKeys, sealFields, withEpochs } from '../src/features/keys/rules.ts';
import { addressOf, type Endpoint } from '../src/platform/http/endpoint.ts';
import { newId } from '../src/platform/id.ts';
import { rings } from '../src/platform/seal/index.ts';
import { fitting, type Schema } from './arbitrary.ts';
import { pixel } from './e2e/picture.ts';
import { testNetwork } from './harness.ts';
import { keyholder, listed } from './keyholders.ts';

const net = await testNetwork({ demo: false });
const endpoints = features.flatMap((f) => f.routes ?? []).map((r) => r.endpoint);
const withWords = endpoints.filter((e) => e.words);

const schemaOf = (s: unknown): Schema =>
  z.toJSONSchema(s as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema;
const isSealedInput = (s: Schema) =>
  s.properties !== undefined && 'sealed' in s.properties && 'keys' in s.properties;
const partOf = (schema: Schema, path: string) =>
  path.split('.').reduce<Schema>((s, name) => s.properties![name]!, schema);

/** Where words may come sealed or in plain, as dotted paths. */
function sealableIn(schema: Schema, path: string[] = []): string[] {
  const either = schema.anyOf ?? [];
  if (either.length > 1 && either.some(isSealedInput)) return [path.join('.')];
  return [
    ...[...either, ...(schema.allOf ?? [])].flatMap((part) => sealableIn(part, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => sealableIn(part, [...path, name])),
    // `words` cannot name a field of a list: one there fails below.
    ...(schema.items ? sealableIn(schema.items, [...path, '*']) : []),
  ];
}

/** What a program of before would send: every word in plain. */
function plainBody(e: Endpoint): Record<string, unknown> {
  const schema = schemaOf(e.body);
  const needed = (schema.required ?? []).map((name) => [
    name,
    fc.sample(fitting(schema.properties![name]!), 1)[0],
  ]);
  const body = Object.fromEntries(needed);
  for (const path of e.words!) {
    const part = partOf(schema, path);
    const plain = part.anyOf?.find((s) => !isSealedInput(s)) ?? part;
    const said = plain.type === 'string' ? 'Two people were taken' : {};
    const [first, second] = path.split('.') as [string, string?];
    body[first] = second ? { [second]: said } : said;
  }
  return body;
}

const send = async (e: Endpoint, headers: Record<string, string>, body: object) => {
  const own = (e.params && schemaOf(e.params).properties) ?? {};
  const value = (s: Schema) => (s.format === 'uuid' ? newId() : fc.sample(fitting(s), 1)[0]);
  const params = Object.fromEntries(Object.entries(own).map(([name, s]) => [name, value(s)]));
  const { method } = e;
  const answer = await net.app.inject({ method, url: addressOf(e, { params }), headers, payload: body });
  return { status: answer.statusCode, ...answer.json() };
};

it('Every field that may come sealed is one that must, where members hold the keys', () => {
  const found = endpoints
    .filter(({ body }) => body)
    .flatMap((e) => sealableIn(schemaOf(e.body)).map((path) => ({ e, path })));
  for (const { e, path } of found) expect(e.words, `${e.method} ${e.path}`).toContain(path);
  expect(found.map(({ path }) => path)).toEqual(expect.arrayContaining(['words', 'order', 'answers']));
});

it('Words that a signed-in browser did not seal are refused once members hold the keys; others’ are not', async () => {
  const [founder, second] = [await keyholder(net, ['admin']), await keyholder(net, ['admin'])];
  const roles = ['operator', 'dispatcher', 'verifier', 'coordinator', 'legal', 'counsel', 'admin'];
  const everyone = await keyholder(net, roles);
  await listed([founder, second], [everyone]);
  const plain = (e: Endpoint) => send(e, everyone.headers, plainBody(e));
  for (const e of withWords) expect((await plain(e)).type, e.path).not.toBe('/problems/unsealed');

  const { roll } = await founder.list();
  const { acts, wraps } = await withEpochs(roll!, [], rings);
  await founder.propose(acts, { wraps });
  await second.sign();
  const [first] = withWords;
  const keys = (await everyone.call<PublicKeys>('GET', 'rings')).body;
  const note = withWords.find(({ path }) => path === '/api/v1/incidents/:id/notes')!;
  const id = newId();
  const sealed = await sealFields(keys, ['desk', 'legal'], id, { words: 'Two people were taken' });
  expect((await send(note, everyone.headers, { id, ...sealed })).status).toBe(404);
  await expect.poll(async () => (await plain(first!)).type, { timeout: 10_000 }).toBe('/problems/unsealed');
  for (const e of withWords) {
    const answer = await plain(e);
    expect(answer, e.path).toMatchObject({ status: 422, type: '/problems/unsealed' });
    expect(answer.errors.map(({ path }: { path: string }) => path)).toEqual(e.words!.map((w) => `body.${w}`));
  }

  // So are a phone's pictures, which come as a form.
  const form = new FormData();
  form.append('id', newId());
  form.append('file', new Blob([new Uint8Array(pixel)]), 'one.png');
  const picture = new Request('http://x/', { method: 'POST', body: form });
  const refused = await net.app.inject({
    method: 'POST',
    url: addressOf(fieldMedia, { params: { assignment: newId() } }),
    headers: { ...everyone.headers, 'content-type': picture.headers.get('content-type')! },
    payload: Buffer.from(await picture.arrayBuffer()),
  });
  expect([refused.statusCode, refused.json().type]).toEqual([422, '/problems/unsealed']);

  const report = { what: 'Two vans', where: { text: 'Canal St & Mott St' }, tense: 'now' };
  const open = endpoints.find(({ path, open }) => open && path === '/api/v1/reports')!;
  expect((await send(open, {}, report)).status).toBe(200);
});
