import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { desktop, look, lookTwice, phone } from './house.ts';
import { acceptWithPasskey, device } from './passkeys.ts';
import { startHouse, type TestHouse } from './server.ts';

/** A real network: two admins, an operator and a dispatcher, each with an invite of their own. */
const cast = { heron: 'admin', wren: 'admin', otter: 'operator', finch: 'dispatcher' } as const;
type Name = keyof typeof cast;
const passphrase = 'seven slow herons on a wire';

let house: TestHouse;
let browser: TestBrowser;
const links = new Map<Name, string>();

beforeAll(async () => {
  [house, browser] = await Promise.all([
    startHouse(async (verb) => {
      await verb('setup', '--name', 'Harbor Hotline', '--host', 'localhost');
      for (const [name, role] of Object.entries(cast)) {
        const said = await verb('invite', '--role', role, '--call-sign', name);
        links.set(name as Name, /http\S+/.exec(said)![0]);
      }
    }),
    launchBrowser(),
  ]);
  // Five verbs, each of which starts a database and stops it.
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** Makes a passkey by the invite link and opens the key ring. */
async function enter(name: Name): Promise<Page> {
  const page = await browser.newPage(desktop);
  await device(page);
  await page.goto(links.get(name)!);
  await acceptWithPasskey(page);
  await page.getByRole('link', { name: 'Keyring' }).click();
  await page.getByRole('heading', { name: 'Keyring' }).waitFor();
  return page;
}

/** Makes a member key on the screen; the printed code comes back. */
async function makeKey(page: Page, looking = false): Promise<string> {
  await press(page, 'Make your key');
  if (looking) await lookTwice(page, 'keys-passphrase');
  await page.getByLabel('Type the passphrase').fill(passphrase);
  await press(page, 'Go on');
  const code = (await page.locator('.key-code span').allInnerTexts()).join('-');
  if (looking) {
    await lookTwice(page, 'keys-code');
    await page.setViewportSize(phone);
    await look(page, 'keys-code');
    await page.setViewportSize(desktop);
  }
  await page.getByLabel('Type the last group').fill(code.slice(-4));
  await press(page, 'Make the key');
  await seen(page, '✓ unlocked here');
  return code;
}

describe('the key ring of a real network', () => {
  it('is begun by one admin, signed by two, taken over from the server, and found again when lost', {
    timeout: 400_000,
  }, async () => {
    const heron = await enter('heron');
    await lookTwice(heron, 'keys-none');
    await makeKey(heron, true);
    await press(heron, 'Begin the list');
    await seen(heron, 'On the signed list');

    const wren = await enter('wren');
    const code = await makeKey(wren);
    const otter = await enter('otter');
    await makeKey(otter);
    await seen(otter, '▲ waits for two admins');

    await heron.getByRole('checkbox', { name: /wren/ }).check();
    await press(heron, 'Sign in this member');
    await seen(wren, /✓ signed: signs as admin/);
    await heron.getByRole('checkbox', { name: /otter/ }).check();
    await lookTwice(heron, 'keys-waiting');
    await press(heron, 'Sign in this member');
    await seen(heron, '▲ waits for a second signature');

    await press(wren, 'Lock it now');
    await press(wren, /I have compared/);
    await press(wren, 'Passphrase instead');
    await wren.getByRole('textbox', { name: 'Passphrase' }).fill('something else entirely');
    await wren.keyboard.press('Enter');
    await seen(wren, 'This is not the passphrase');
    await look(wren, 'keys-unlock');
    await press(wren, 'Printed code instead');
    await wren
      .getByRole('textbox', { name: 'Printed code' })
      .fill(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
    await wren.keyboard.press('Enter');
    await seen(wren, 'A letter of the code is wrong');
    await wren.getByRole('textbox', { name: 'Printed code' }).fill(code.toLowerCase());
    await wren.keyboard.press('Enter');
    await seen(otter, '✓ signed: desk');
    await lookTwice(heron, 'keys-listed');
    await heron.setViewportSize(phone);
    await look(heron, 'keys-listed');
    expect(await wren.locator('.key-words').allInnerTexts()).toEqual(
      expect.arrayContaining(await otter.locator('tbody .key-words').allInnerTexts()),
    );

    await takesOver(heron, wren, otter);
    await losesEveryHolder(heron, wren, otter);

    // A server that takes the last change back: fault 9.
    await otter.route('**/api/v1/keys/list', async (route) => {
      const answer = await route.fetch();
      const list = await answer.json();
      await route.fulfill({ json: { ...list, changes: list.changes.slice(0, -1) } });
    });
    await otter.reload();
    await seen(otter, 'Stop: the list of keys does not fit');
    await seen(otter, 'it is shorter than when this browser last saw it');
    await lookTwice(otter, 'keys-refused');
    await otter.setViewportSize(phone);
    await look(otter, 'keys-refused');
  });
});

const said = 'Two vans at the corner of Canal and Mott';

/** The ring goes from the server to its members; what was sealed before goes along, and the server forgets its key. */
async function takesOver(heron: Page, wren: Page, otter: Page): Promise<void> {
  const body = { kind: 'sighting', what: said, where: { text: 'Canal St & Mott St' }, tense: 'now' };
  expect((await otter.request.post(`${house.origin}/api/v1/reports`, { data: body })).ok()).toBe(true);
  const board = otter.getByRole('link', { name: 'Board' });
  const keyring = otter.getByRole('link', { name: 'Keyring' });
  await board.click();
  await seen(otter, said);
  await keyring.click();
  await lookTwice(otter, 'keys-rings');
  await otter.getByRole('button', { name: 'Let its members take it over' }).first().click();
  await bothSign(heron, wren);
  await seen(otter, '✓ held by its members, epoch 2');
  await look(otter, 'keys-taken');

  // Locked, nothing is readable; unlocked, what was sealed before and after the take-over is.
  await press(otter, 'Lock it now');
  await board.click();
  await seen(otter, 'What people said is locked on this screen');
  await otter.getByText(said).waitFor({ state: 'detached' });
  await lookTwice(otter, 'keys-locked');
  await press(otter, 'Unlock…');
  await otter.getByRole('dialog', { name: 'Unlock your key' }).waitFor();
  await look(otter, 'keys-unlock-passkey');
  await press(otter, 'Unlock with your passkey');
  await seen(otter, said);
  await keyring.click();
}

async function bothSign(heron: Page, wren: Page): Promise<void> {
  await seen(heron, '▲ waits for two signatures');
  await press(heron, 'Sign it');
  await seen(wren, '▲ waits for a second signature');
  await look(wren, 'keys-epoch');
  await press(wren, 'Sign it');
}

/** The admins are trustees; with every holder's desk closed they give the ring to one who asks. */
async function losesEveryHolder(heron: Page, wren: Page, otter: Page): Promise<void> {
  await press(otter, 'Name trustees');
  for (const name of ['heron', 'wren']) await otter.getByRole('checkbox', { name }).check();
  await lookTwice(otter, 'keys-trustees');
  await press(otter, 'Propose them');
  await bothSign(heron, wren);
  await seen(otter, '✓ 2 of 2');
  // The open desk has moved what was sealed and has had the server forget the key that it held.
  const folder = join(house.dataDir, 'keys');
  await expect
    .poll(async () => (await readdir(folder)).filter((name) => name.startsWith('desk-')), { timeout: 90_000 })
    .toEqual([]);
  // The shares are made by an open desk of the ring, a moment after the trustees were signed.
  const unsplit = async () => {
    const headers = { 'x-porchlight-face': 'desk' };
    return (await (await otter.request.get(`${house.origin}/api/v1/keys/trust`, { headers })).json()).unsplit;
  };
  await expect.poll(unsplit, { timeout: 90_000 }).toEqual([]);
  await otter.goto('about:blank');

  const finch = await enter('finch');
  await makeKey(finch);
  await heron.getByRole('checkbox', { name: /finch/ }).check();
  await press(heron, 'Sign in this member');
  await seen(wren, '▲ waits for a second signature');
  await press(wren, /I have compared/);
  await press(finch, 'Nobody can: ask the trustees');
  await press(heron, 'I have spoken with them: confirm');
  await press(heron, 'I have spoken with them: give my share');
  await lookTwice(wren, 'keys-recovery');
  await press(wren, 'I have spoken with them: give my share');
  await press(finch, 'Open the ring with these shares');
  await finch.getByRole('link', { name: 'Board' }).click();
  await seen(finch, said);
  await otter.goto(`${house.origin}/desk/keys`);
  await otter.getByRole('cell', { name: 'finch' }).waitFor();
}
