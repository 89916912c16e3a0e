import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alter, launchBrowser, type TestBrowser } from './browser.ts';
import { desktop, look, lookTwice, phone } from './house.ts';
import {
  bothSign,
  enter,
  goTo,
  makeKey,
  passphrase,
  press,
  seen,
  shownCode,
  signIn,
  unlockByPasskey,
} from './keyring.ts';
import { startHouse, type TestHouse } from './server.ts';

/** A real network: an admin, one who becomes admin at the server's console, an operator and a dispatcher, each with an invite of their own. */
const cast = { heron: 'admin', wren: 'trainer', otter: 'operator', finch: 'dispatcher' } as const;
type Name = keyof typeof cast;

let house: TestHouse;
let browser: TestBrowser;
const links = new Map<Name, string>();
const linkIn = (said: string) => /http\S+/.exec(said)![0];

beforeAll(async () => {
  [house, browser] = await Promise.all([
    startHouse(async (verb) => {
      await verb('setup', '--name', 'Harbor Hotline', '--host', 'localhost');
      for (const [name, role] of Object.entries(cast)) {
        const sms = role === 'admin' ? ['--sms', '+12125550199'] : [];
        const said = await verb('invite', '--role', role, '--call-sign', name, ...sms);
        links.set(name as Name, linkIn(said));
      }
      // The way back of a network without admins makes one of a member who is there.
      links.set('wren', linkIn(await verb('invite', '--admin', 'wren')));
    }),
    launchBrowser(),
  ]);
  // Six verbs, each of which starts a database and stops it.
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const said = 'Two vans at the corner of Canal and Mott';

describe('the key ring of a real network', () => {
  it('is begun, signed by two, taken over, locked, lost and found, and begun anew', {
    timeout: 400_000,
  }, async () => {
    const heron = await enter(browser, links.get('heron')!);
    await lookTwice(heron, 'keys-none');
    await makeKey(heron, true);
    await press(heron, 'Begin the list');
    await seen(heron, 'On the signed list');

    const [wren, otter, finch] = (await Promise.all(
      (['wren', 'otter', 'finch'] as const).map((name) => enter(browser, links.get(name)!)),
    )) as [Page, Page, Page];
    const [code, old] = await Promise.all([wren, otter, finch].map((page) => makeKey(page)));
    await seen(otter, '▲ waits for two admins');
    await signedByTwo(heron, wren, otter, code!);
    await takesOver(heron, wren, otter);
    await idles(otter);
    await changesWays(otter, old!);
    await losesEveryHolder(heron, wren, otter, finch);
    await removes(heron, wren, otter, finch);
    await refuses(otter);
    await beginsAnew(heron, wren, otter);
  });
});

async function signedByTwo(heron: Page, wren: Page, otter: Page, code: string): Promise<void> {
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
  const typed = wren.getByRole('textbox', { name: 'Printed code' });
  await typed.fill(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
  await wren.keyboard.press('Enter');
  await seen(wren, 'A letter of the code is wrong');
  await typed.fill(code.toLowerCase());
  await wren.keyboard.press('Enter');
  await seen(otter, '✓ signed: desk');
  await lookTwice(heron, 'keys-listed');
  await heron.setViewportSize(phone);
  await look(heron, 'keys-listed');
  await heron.setViewportSize(desktop);
  await expect
    .poll(() => wren.locator('.key-words').allInnerTexts())
    .toEqual(expect.arrayContaining(await otter.locator('tbody .key-words').allInnerTexts()));
}

/** The ring goes from the server to its members; what was sealed before goes along, and the server forgets its key. */
async function takesOver(heron: Page, wren: Page, otter: Page): Promise<void> {
  const body = { kind: 'sighting', what: said, where: { text: 'Canal St & Mott St' }, tense: 'now' };
  expect((await otter.request.post(`${house.origin}/api/v1/reports`, { data: body })).ok()).toBe(true);
  await goTo(otter, 'Board');
  await seen(otter, said);
  await goTo(otter, 'Keyring');
  await lookTwice(otter, 'keys-rings');
  await otter.getByRole('button', { name: 'Let its members take it over' }).first().click();
  await bothSign(heron, wren);
  await seen(otter, '✓ held by its members, epoch 2');
  await look(otter, 'keys-taken');

  // Locked, nothing is readable; unlocked, what was sealed before and after the take-over is.
  await press(otter, 'Lock it now');
  await goTo(otter, 'Board');
  await seen(otter, 'What people said is locked on this screen');
  await otter.getByText(said).waitFor({ state: 'detached' });
  await lookTwice(otter, 'keys-locked');
  await press(otter, 'Unlock…');
  await unlockByPasskey(otter);
  await seen(otter, said);
}

/** Nobody touches the desk for a quarter of an hour: the key is gone, and what was being typed is not. */
async function idles(otter: Page): Promise<void> {
  await goTo(otter, 'Calls');
  const what = otter.getByRole('textbox', { name: /What/ }).first();
  await what.fill('A man is taken from the');
  await otter.clock.fastForward('15:30');
  await seen(otter, 'What people said is locked on this screen');
  await what.pressSequentially(' laundry');
  await look(otter, 'keys-idle');
  await press(otter, 'Unlock…');
  await unlockByPasskey(otter);
  await seen(otter, '✓ Draft saved.');
  await expect.poll(() => what.inputValue()).toBe('A man is taken from the laundry');
  await goTo(otter, 'Board');
  await seen(otter, said);
  await goTo(otter, 'Keyring');
}

/** A new printed code in the place of the old one; then the passphrase goes; the last two kinds stay. */
async function changesWays(otter: Page, old: string): Promise<void> {
  await press(otter, 'Add a way…');
  await lookTwice(otter, 'keys-add-way');
  await press(otter, 'Add: printed code');
  const code = await shownCode(otter);
  await otter.getByLabel('Type the last group').fill(code.slice(-4));
  await press(otter, 'Go on');
  await seen(otter, 'Open your key by a way that it has');
  await look(otter, 'keys-add-way-open');
  await press(otter, 'Passphrase instead');
  await otter.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await otter.keyboard.press('Enter');
  await seen(otter, 'Added: the new code opens your key');
  await otter.getByRole('button', { name: 'Drop the printed code' }).first().click();
  await expect.poll(() => otter.getByRole('button', { name: 'Drop the printed code' }).count()).toBe(1);
  await press(otter, 'Drop the passphrase');
  await seen(otter, 'Two kinds must remain');
  await expect.poll(() => otter.getByRole('button', { name: /^Drop/ }).count()).toBe(0);
  await look(otter, 'keys-ways');

  await press(otter, 'Lock it now');
  await press(otter, 'Unlock…');
  await press(otter, 'Printed code instead');
  const typed = otter.getByRole('textbox', { name: 'Printed code' });
  await typed.fill(old);
  await otter.keyboard.press('Enter');
  await seen(otter, 'This code does not open your key');
  await typed.fill(code);
  await otter.keyboard.press('Enter');
  await seen(otter, '✓ unlocked here');
}

/** The admins are trustees; with every holder's desk closed they give the ring to one who asks. */
async function losesEveryHolder(heron: Page, wren: Page, otter: Page, finch: Page): Promise<void> {
  await press(otter, 'Name trustees');
  for (const name of ['heron', 'wren']) await otter.getByRole('checkbox', { name }).check();
  await lookTwice(otter, 'keys-trustees');
  await press(otter, 'Propose them');
  await bothSign(heron, wren);
  // An open desk of the ring makes the shares, a moment after the trustees were signed.
  await seen(wren, '✓ 2 of 2, each has a share');
  // It has moved what was sealed, too, and has had the server forget the key that it held.
  const folder = join(house.dataDir, 'keys');
  await expect
    .poll(async () => (await readdir(folder)).filter((name) => name.startsWith('desk-')), { timeout: 30_000 })
    .toEqual([]);
  await otter.goto('about:blank');

  await signIn(heron, wren, 'finch');
  await press(finch, 'Nobody can: ask the trustees');
  await press(heron, 'I have spoken with them: confirm');
  await press(heron, 'I have spoken with them: give my share');
  await lookTwice(wren, 'keys-recovery');
  await press(wren, 'I have spoken with them: give my share');
  await press(finch, 'Open the ring with these shares');
  await goTo(finch, 'Board');
  await seen(finch, said);
  await otter.goto(`${house.origin}/desk/keys`);
  await otter.getByRole('cell', { name: 'finch' }).waitFor();
}

/** An admin removes a holder and signs in the same act; another is asked at once, wherever they are on the desk. */
async function removes(heron: Page, wren: Page, otter: Page, finch: Page): Promise<void> {
  await press(otter, 'Unlock…');
  await unlockByPasskey(otter);
  await goTo(wren, 'Legal holds');
  await goTo(heron, 'People');
  await heron.getByLabel('Call sign').fill('finch');
  await press(heron, 'Search');
  await heron.getByRole('link', { name: 'finch' }).click();
  await press(heron, 'Remove from the network…');
  await press(heron, 'Remove now');
  await seen(finch, 'Your session has ended');
  await finch.getByText(said).waitFor({ state: 'detached' });
  await seen(heron, 'You signed the removal. Another admin signs next.');
  await seen(heron, '1 change of the key list waits');
  await seen(wren, '1 change of the key list waits');
  await lookTwice(wren, 'keys-removal');
  await wren.setViewportSize(phone);
  await look(wren, 'keys-removal');
  await wren.setViewportSize(desktop);
  await press(wren, 'Sign the removal');
  await seen(otter, '✓ held by its members, epoch 3');
  for (const admin of [heron, wren])
    await admin.getByText('change of the key list waits').waitFor({ state: 'detached' });
  // Read with the new epoch's key: the open desk has moved what was said before.
  const left = async () =>
    (
      await (
        await otter.request.get(`${house.origin}/api/v1/keys/old-wraps?ring=desk`, {
          headers: { 'x-porchlight-face': 'desk' },
        })
      ).json()
    ).left;
  await expect.poll(left, { timeout: 20_000 }).toBe(0);
  await goTo(otter, 'Board');
  await seen(otter, said);
  await goTo(otter, 'Keyring');
}

/** A server that takes the last change back: fault 9. */
async function refuses(otter: Page): Promise<void> {
  const path = '**/api/v1/keys/list';
  await alter(otter, path, async (answer) => {
    const list = await answer.json();
    return { json: { ...list, changes: list.changes.slice(0, -1) } };
  });
  await otter.reload();
  await seen(otter, 'Stop: the list of keys does not fit');
  await seen(otter, 'it is shorter than when this browser last saw it');
  await lookTwice(otter, 'keys-refused');
  await otter.setViewportSize(phone);
  await look(otter, 'keys-refused');
  await otter.setViewportSize(desktop);
  await otter.unroute(path);
  await otter.reload();
  await otter.getByRole('heading', { name: 'Keyring' }).waitFor();
}

/** Too few admins are left: one begins another list. Each browser stops until its person has heard the six words. */
async function beginsAnew(heron: Page, wren: Page, otter: Page): Promise<void> {
  await goTo(heron, 'Keyring');
  await heron.getByText('Fewer than two admins').click();
  await press(heron, 'Begin the list anew');
  for (const page of [wren, otter]) await seen(page, 'it begins with another admin');
  await lookTwice(otter, 'keys-anew');
  const heard = otter.getByRole('checkbox', { name: /I heard these six words/ });
  const words = heron.locator('.key-words').first();
  await expect.poll(() => otter.locator('label .key-words').innerText()).toBe(await words.innerText());
  await expect
    .poll(() => otter.getByRole('button', { name: 'Follow the new list' }).getAttribute('aria-disabled'))
    .toBe('true');
  await heard.check();
  await press(otter, 'Follow the new list');
  await wren.getByRole('checkbox', { name: /I heard these six words/ }).check();
  await press(wren, 'Follow the new list');
  await goTo(wren, 'Keyring');
  await otter.getByRole('heading', { name: 'Keyring' }).waitFor();

  await heron.getByRole('checkbox', { name: /wren/ }).check();
  await press(heron, 'Sign in this member');
  await seen(wren, /✓ signed: signs as admin/);
  await heron.getByRole('checkbox', { name: /otter/ }).check();
  await press(heron, 'Sign in this member');
  await seen(wren, '▲ waits for a second signature');
  await press(wren, /I have compared/);
  await unlockByPasskey(wren);
  await seen(otter, '▲ held by its members, not on this list yet');
  await press(heron, 'Take it over from the former list');
  await seen(wren, '▲ waits for a second signature');
  await press(wren, 'Sign it');
  await seen(otter, '✓ held by its members, epoch 3');
  await press(otter, 'Unlock…');
  await unlockByPasskey(otter);
  await goTo(otter, 'Board');
  await seen(otter, said);
}
