import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/platform/html/index.ts';
import { isLang, LANGS } from '../../src/platform/i18n/index.ts';
import { siteCss } from '../../src/site/css.ts';
import { backLink, button, choices, errorSummary, field, fileInput, textarea } from '../../src/site/forms.ts';
import { homeBody, homeTitle } from '../../src/site/home.ts';
import { sitePage } from '../../src/site/shell.ts';
import { axe, launchBrowser, shot, type TestBrowser } from './browser.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'; trusted-types default";
const network = { name: 'New York Rapid Response', hotline: '+1 (718) 555-0100' };

let server: Server;
let origin: string;
let browser: TestBrowser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, lang, page] = new URL(request.url!, 'http://x').pathname.split('/');
    response.setHeader('content-security-policy', POLICY);
    if (lang === 'assets') {
      response.setHeader('content-type', 'text/css').end(siteCss);
      return;
    }
    response.setHeader('content-type', 'text/html');
    if (!isLang(lang)) response.end('<!doctype html><script>document.title = "ran"</script>');
    else if (page === 'form') response.end(String(formPage()));
    else
      response.end(
        String(
          sitePage({
            lang,
            path: '/',
            title: homeTitle(lang),
            body: homeBody(lang, network.hotline),
            network,
          }),
        ),
      );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await new Promise((done) => server.close(done));
});

const formPage = () =>
  sitePage({
    lang: 'en',
    path: '/form',
    title: 'What do you see?',
    narrow: true,
    network,
    status: 'Your report is sent. You can add to it.',
    body: html`${backLink('en', '/en/')}
${errorSummary('en', { what: 'Say in a few words what you see', when: 'Choose when it happened' })}
<form method="post">
${textarea({ name: 'what', label: 'What do you see?', heading: true, hint: 'People, vehicles, what they are doing.', error: 'Say in a few words what you see' })}
${field({ name: 'where', label: 'Where is it?', hint: 'An address or a corner.', value: 'Roosevelt Av & 82 St' })}
${choices({
  name: 'when',
  label: 'When?',
  error: 'Choose when it happened',
  options: [
    { value: 'now', label: 'It is happening now' },
    { value: 'before', label: 'It happened before', hint: 'Earlier today or another day' },
  ],
})}
${fileInput({ name: 'media', label: 'A picture or video', hint: 'Up to 25 MB.' })}
${button('Send')} ${button('Skip', { name: 'go', value: 'skip', quiet: true })}
</form>`,
  });

describe.each([
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])('the first page at $width px', (size) => {
  it.each(LANGS)('reads well in %s, scripts off', async (lang) => {
    const page = await browser.newPage({ ...size, lang, scripts: false });
    await page.goto(`${origin}/${lang}/`);
    await expect.poll(() => page.title()).toBe(`${homeTitle(lang)} · ${network.name}`);
    await axe(page);
    await shot(page, `home-${lang}`);
  });

  it.each([false, true])('reads well in the dark, and as a form (dark: %s)', async (dark) => {
    const page = await browser.newPage({ ...size, dark });
    await page.goto(`${origin}/zh/`);
    await axe(page);
    if (dark) await shot(page, 'home-zh-dark');
    await page.goto(`${origin}/en/form`);
    await axe(page);
    await shot(page, dark ? 'form-dark' : 'form');
  });
});

it.each(['en/form', 'es/', 'zh/'])('needs no sideways scrolling at 320 px: %s', async (path) => {
  const page = await browser.newPage({ width: 320, height: 640 });
  await page.goto(`${origin}/${path}`);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
});

describe('the rig', () => {
  it('sees what a policy stopped', async () => {
    const page = await browser.newPage({ expected: /Content Security Policy/ });
    const message = page.waitForEvent('console');
    await page.goto(origin);
    expect((await message).type()).toBe('error');
    expect(await page.title()).not.toBe('ran');
  });

  it('keeps scripts off when asked', async () => {
    const page = await browser.newPage({ scripts: false });
    await page.setContent('<noscript>none</noscript><script>document.title = "ran"</script>');
    expect(await page.title()).not.toBe('ran');
  });

  it('tells what axe found', async () => {
    const page = await browser.newPage();
    await page.setContent('<html lang="en"><title>t</title><main><h1>h</h1><input></main></html>');
    await expect(axe(page)).rejects.toThrow(/label: Form elements must have labels/);
  });
});
