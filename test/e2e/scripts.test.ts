import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../src/composition.ts';
import { LANGS } from '../../src/platform/i18n/index.ts';
import { startHouse, type TestHouse } from './server.ts';

/** What a browser is told about every answer, and that our scripts are the ones that were published. */

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const faces = ['/desk/', '/field/', '/demo/phones/', '/call/line/'];
const get = async (path: string) => {
  const answer = await fetch(`${house.origin}${path}`, { headers: { accept: 'text/html' } });
  return { policy: answer.headers.get('content-security-policy') ?? '', headers: answer.headers, answer };
};
const sha384 = (bytes: Uint8Array, form: 'hex' | 'base64') => createHash('sha384').update(bytes).digest(form);

/** Every address of a page that residents may open, where it needs nothing in it. */
const pages = features
  .flatMap((f) => f.pages ?? [])
  .filter(({ method, path }) => method === 'GET' && !path.includes(':'))
  .flatMap(({ path }) => [path, ...LANGS.map((lang) => `/${lang}${path}`)]);

function expectClosed(policy: string, path: string) {
  expect(policy, path).toMatch(/default-src 'none'/);
  expect(policy, path).toMatch(/script-src '(self|none)'(;|$)/);
  expect(policy, path).toMatch(/base-uri 'none'/);
  expect(policy, path).toMatch(/frame-ancestors 'none'/);
  expect(policy, path).toMatch(/require-trusted-types-for 'script'/);
  expect(policy, path).not.toMatch(/unsafe|data:[^;]*script|\*|https?:/);
}

/** No script but files of ours, none in an attribute. */
function expectNoInline(text: string, path: string) {
  for (const [tag, body] of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    expect(tag, path).toMatch(/ src="\/[^"]+\.js"/);
    expect(body, path).toBe('');
  }
  expect(text, path).not.toMatch(/<[^>]+\son[a-z]+\s*=|javascript:/i);
}

describe('the policy of every page', () => {
  it.each(faces)('%s lets only our own files run, and no string become a script', async (path) => {
    const { policy, answer } = await get(path);
    expectClosed(policy, path);
    expectNoInline(await answer.text(), path);
  });

  it('lets nothing run on a page of residents', async () => {
    expect(pages.length).toBeGreaterThan(10);
    for (const path of pages) {
      const { policy, answer, headers } = await get(path);
      expect(answer.status, path).toBeLessThan(500);
      if (!headers.get('content-type')?.includes('text/html')) continue;
      expectClosed(policy, path);
      expect(policy, path).toContain("script-src 'none'");
      expectNoInline(await answer.text(), path);
    }
  });

  it('holds for answers that are data, and for what is not there', async () => {
    for (const path of ['/api/v1/session', '/api/v1/openapi.json', '/hashes', '/healthz', '/nothing-here']) {
      const { policy, headers } = await get(path);
      expect(policy, path).toMatch(/default-src 'none'/);
      expect(policy, path).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
  });
});

describe('the scripts', () => {
  it('are served as they were published, file by file', async () => {
    const list = (await (await get('/hashes')).answer.text()).trim().split('\n');
    for (const face of ['desk', 'field', 'demo/phones', 'call/line'])
      expect(list.filter((line) => line.includes(`  ${face}/assets/`)).length, face).toBeGreaterThan(1);
    for (const line of list) {
      const [hash, path] = line.split('  ');
      const bytes = new Uint8Array(await (await get(`/${path}`)).answer.arrayBuffer());
      expect(sha384(bytes, 'hex'), path).toBe(hash);
    }
  });

  it.each(faces)('%s names its files with their hashes', async (path) => {
    const text = await (await get(path)).answer.text();
    const tags = [...text.matchAll(/<(?:script|link)\b[^>]*(?:src|href)="([^"]+\.(?:js|css))"[^>]*>/g)];
    expect(tags.length).toBeGreaterThan(1);
    for (const [tag, file] of tags) {
      const integrity = /integrity="sha384-([^"]+)"/.exec(tag!)?.[1];
      const bytes = new Uint8Array(await (await get(file!)).answer.arrayBuffer());
      expect(sha384(bytes, 'base64'), file).toBe(integrity);
    }
  });

  it.each(faces)('%s is the published page, but for the nonce of each visit', async (path) => {
    const text = await (await get(path)).answer.text();
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1];
    const plain = nonce ? text.replaceAll(nonce, '__NONCE__') : text;
    const list = await (await get('/hashes')).answer.text();
    expect(list).toContain(`${sha384(Buffer.from(plain), 'hex')}  ${path.slice(1)}index.html`);
  });
});
