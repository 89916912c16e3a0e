import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Role, Session } from '../../src/features/accounts/contract.ts';
import { signInAs } from '../../src/features/demo/contract.ts';
import { openerOver } from '../../src/features/keys/rules.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openBeside } from '../../src/platform/db/server.ts';
import { type Answer, addressOf, type Endpoint, type Given } from '../../src/platform/http/endpoint.ts';
import type { Opened } from '../../src/platform/http/sealed.ts';
import { axe, axeContrast, launchBrowser, type PageOptions, shot, type TestBrowser } from './browser.ts';
import { type Line, openLine } from './line.ts';
import { startHouse, type TestHouse } from './server.ts';

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

type Face = 'desk' | 'field';
/** A part of the demo, or one of its people by id. */
export type Who = { role: Role } | { person: string };

/** Somebody who acts through the API, for what a story does not look at. */
export interface Member {
  session: Session;
  /** Opens what is sealed in the answer, as the member's browser does. */
  call<E extends Endpoint>(endpoint: E, given: Given<E>): Promise<Opened<Answer<E>>>;
}

export type House = ReturnType<typeof openHouse>;

/** Those who act on a house through its API alone. */
export function memberAt(origin: () => string) {
  const at = (path: string) => `${origin()}${path}`;

  async function member(who: Who, face: Face): Promise<Member> {
    const answer = await fetch(at(signInAs.path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...who, face }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const session = (await answer.json()) as Session;
    const ask = <E extends Endpoint>(endpoint: E, given: Given<E>) =>
      call(endpoint, given, { cookie, 'x-porchlight-face': face });
    const opener = openerOver(ask);
    return { session, call: async (endpoint, given) => opener.open(await ask(endpoint, given)) };
  }

  /** Calls a route; fails with what the server said. Each call comes from another address, as residents do. */
  async function call<E extends Endpoint>(
    endpoint: E,
    given: Given<E>,
    headers: Record<string, string> = { 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.7` },
  ): Promise<Answer<E>> {
    const { body } = given as { body?: unknown };
    const answer = await fetch(at(addressOf(endpoint, given as object)), {
      method: endpoint.method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${endpoint.method} ${endpoint.path}: ${answer.status} ${said}`);
    return JSON.parse(said) as Answer<E>;
  }

  return { member, call };
}

/** The house of this file: its server and its browser, from before the first test until after the last; what its camera shows. */
export function openHouse({ camera }: { camera?: string } = {}) {
  let house: TestHouse;
  let browser: TestBrowser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([startHouse(), launchBrowser(camera)]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });
  const at = (path: string) => `${house.origin}${path}`;

  /** A page at an address; signed in first where `as` says who; over a line that can be cut. */
  async function open(path: string, options: PageOptions & { as?: Who; over?: Line } = {}): Promise<Page> {
    const page = await browser.newPage(options);
    const face: Face = path.startsWith('/field') ? 'field' : 'desk';
    if (options.as) await page.request.post(at(signInAs.path), { data: { ...options.as, face } });
    await page.goto(`${options.over?.origin ?? house.origin}${path}`);
    return page;
  }

  const line = () => openLine(house.origin);

  /** Runs SQL as the database's owner, for what no route does. */
  async function meddle(statement: string): Promise<void> {
    const server = await openBeside(readConfig({ PORCHLIGHT_DATA: house.dataDir }));
    const client = new pg.Client(server.owner);
    await client.connect();
    await client.query(statement);
    await client.end();
    await server.stop();
  }

  /** Moves the house's clock ahead; browsers keep theirs. */
  const advance = (minutes: number) => house.advance(minutes);

  return { at, open, line, meddle, advance, ...memberAt(() => house.origin) };
}

/** Looks at a screen as it stands: axe, no sideways scrolling, a picture to be judged by eye. */
export async function look(page: Page, name: string): Promise<void> {
  await axe(page);
  await shot(page, name);
  await fits(page, name);
}

/** The same in the light and in the dark. */
export async function lookTwice(page: Page, name: string): Promise<void> {
  await look(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axeContrast(page);
  await shot(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing stands out of the page sideways. */
export async function fits(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()!.width;
  expect(
    await page.evaluate('document.documentElement.scrollWidth'),
    `${name} at ${width} px`,
  ).toBeLessThanOrEqual(width);
}

/** The same at the narrowest width that has to work. */
export async function fitsNarrow(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, name);
  await page.setViewportSize(before);
}
