import { mkdir, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result, RunOptions } from 'axe-core';
import type { APIResponse, BrowserContext, CDPSession, Page, Request, Route } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { startChromium } from './chromium.ts';

const SHOTS = resolve(import.meta.dirname, '../../shots');
const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

export type PageOptions = {
  width?: number;
  height?: number;
  /** Off: as in a browser that runs no scripts. */
  scripts?: boolean;
  /** BCP 47; also what the browser asks for in Accept-Language. */
  lang?: string;
  dark?: boolean;
  reducedMotion?: boolean;
  /** The browser's owner does not let pages use the microphone. */
  microphone?: 'refused';
  /** A console error that this test provokes on purpose. */
  expected?: RegExp;
  /** What this test holds back on purpose: a look does not wait for it. */
  held?: RegExp;
};

export type TestBrowser = {
  /** A page in a context (cookies, storage, service workers) of its own; call it inside a test, which then fails on
   *  any page error, console error or policy violation that is not `expected`. Closed when the test is. */
  newPage(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
};

/** Pages of failed tests photographed so far in this file: each has a picture of its own. */
let failures = 0;

export async function launchBrowser(camera?: string): Promise<TestBrowser> {
  const { browser, close } = await startChromium(camera);
  return { newPage, close };

  async function newPage(options: PageOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      locale: options.lang ?? 'en-US',
      timezoneId: 'America/New_York',
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    });
    context.setDefaultTimeout(60_000);
    watchRequests(context, options.held);
    const trouble: string[] = [];
    context.on('weberror', (error) => trouble.push(`page error: ${error.error().stack || error.error()}`));
    context.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`console error: ${message.text()}`);
    });
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail')
        for (const page of context.pages())
          await shot(page, `failed-${basename(task.file.name, '.test.ts')}-${failures++}`).catch(() => {});
      await context.close();
      const unexpected = trouble.filter((text) => !options.expected?.test(text));
      if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`);
    });
    if (options.microphone === 'refused') await context.addInitScript(refuseMicrophone);
    const page = await context.newPage();
    if (options.scripts === false) await stopScripts(page);
    return page;
  }
}

/** What the pages of a context have asked for and not had; a stream of events never ends. */
const underWay = new WeakMap<BrowserContext, Set<Request>>();

function watchRequests(context: BrowserContext, held?: RegExp): void {
  const requests = new Set<Request>();
  underWay.set(context, requests);
  const forget = (request: Request) => requests.delete(request);
  context.on('request', (request) => {
    // A map that is left before it is drawn lets its worker go, whose request then never ends.
    const mayNeverEnd = request.resourceType() === 'eventsource' || request.url().includes('-worker-');
    if (!mayNeverEnd && !held?.test(request.url())) requests.add(request);
  });
  context.on('requestfinished', forget);
  context.on('requestfailed', forget);
}

/** Waits until a page has all that it asked for, has drawn it, and nothing moves or fades any more. */
async function settled(page: Page): Promise<void> {
  const requests = underWay.get(page.context());
  const waits = () => [...(requests ?? [])].filter((request) => pageOf(request) === page);
  for (;;) {
    await expect.poll(() => waits().map((request) => request.url()), { timeout: 60_000 }).toEqual([]);
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
        ),
    );
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    if (waits().length === 0) return;
  }
}

/** A service worker's requests belong to no page. */
const pageOf = (request: Request): Page | null => (request.serviceWorker() ? null : request.frame().page());

function refuseMicrophone() {
  const refuse = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  // An empty page has none.
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = refuse;
}

/** Has the page read something else than what the server answers at such an address. */
export async function alter(
  page: Page,
  path: string | RegExp,
  change: (answer: APIResponse) => Promise<Parameters<Route['fulfill']>[0]>,
): Promise<void> {
  await page.route(path, async (route) => {
    const given = route.fetch().then(change);
    // A page that has turned meanwhile waits for no answer.
    await given.then((answer) => route.fulfill(answer)).catch(() => {});
  });
}

/** Pages without scripts. Playwright's own switch cannot be lifted for a moment, and axe waits on timers. */
const scriptless = new WeakMap<Page, CDPSession>();

async function stopScripts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  scriptless.set(page, session);
}

/** Fails with every accessibility problem axe finds; `without` names rules that the caller knows a reason against. */
export const axe = (page: Page, without: readonly string[] = []): Promise<void> =>
  runAxe(page, { rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) });

/** The part of it that depends on colours. */
export const axeContrast = (page: Page): Promise<void> => runAxe(page, { runOnly: ['color-contrast'] });

async function runAxe(page: Page, options: RunOptions): Promise<void> {
  const stopped = scriptless.get(page);
  await stopped?.send('Emulation.setScriptExecutionDisabled', { value: false });
  // A dialog gets its name a frame after it is drawn; one that never gets it fails here.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].every(
      (dialog) => dialog.hasAttribute('aria-label') || dialog.hasAttribute('aria-labelledby'),
    ),
  );
  await settled(page);
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(await readFile(AXE, 'utf8'));
  // To write down what it passed, node by node, takes twice as long as to find what it did not.
  const asked: RunOptions = { ...options, resultTypes: ['violations'] };
  const violations = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(asked)}).then(({ violations }) => violations)`,
  );
  await stopped?.send('Emulation.setScriptExecutionDisabled', { value: true });
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  at ${node.target.join(' ')}\n  ${node.failureSummary}`),
  );
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.join('\n')}`);
}

/** The whole page as a picture, `shots/<name>-<width>.png`, to be looked at. */
export async function shot(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  const path = resolve(SHOTS, `${name}-${page.viewportSize()?.width}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
