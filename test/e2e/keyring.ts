import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';
import { desktop, look, lookTwice, phone } from './house.ts';
import { acceptWithPasskey, device } from './passkeys.ts';

/** What people do with member keys on the desk's screens. */

export const passphrase = 'seven slow herons on a wire';

/** The first of that name: what a banner offers may stand on the screen below it too. */
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();
export const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
export const goTo = (page: Page, screen: string) =>
  page.getByRole('link', { name: screen, exact: true }).click();

let doors = 0;

/**
 * Makes a passkey by the invite link and opens the key ring. The page's clock can be moved. Each comes from an address of
 * their own: more than three who try at once from one wait for each other.
 */
export async function enter(browser: TestBrowser, link: string): Promise<Page> {
  const page = await browser.newPage({ ...desktop, expected: /401/ });
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': `10.9.${++doors}.7` });
  await page.clock.install();
  await device(page);
  await page.goto(link);
  await acceptWithPasskey(page);
  await goTo(page, 'Keyring');
  await page.getByRole('heading', { name: 'Keyring' }).waitFor();
  return page;
}

/** Makes a member key on the screen; the printed code comes back. */
export async function makeKey(page: Page, looking = false): Promise<string> {
  await press(page, 'Make your key');
  if (looking) await lookTwice(page, 'keys-passphrase');
  await page.getByLabel('Type the passphrase').fill(passphrase);
  await press(page, 'Go on');
  const code = await shownCode(page);
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

export const shownCode = async (page: Page) =>
  (await page.locator('.key-code span').allInnerTexts()).join('-');

export async function unlockByPasskey(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Unlock your key' }).waitFor();
  await press(page, 'Unlock with your passkey');
  await page.getByRole('dialog', { name: 'Unlock your key' }).waitFor({ state: 'detached' });
}

/** The change that waits on the Keyring screen, signed by two. */
export async function bothSign(one: Page, two: Page): Promise<void> {
  await seen(one, '▲ waits for two signatures');
  await press(one, 'Sign it');
  await seen(two, '▲ waits for a second signature');
  await press(two, 'Sign it');
}

/** Signs somebody in whose words were compared. */
export async function signIn(one: Page, two: Page, name: string): Promise<void> {
  await one.getByRole('checkbox', { name: new RegExp(name) }).check();
  await press(one, 'Sign in this member');
  await seen(two, '▲ waits for a second signature');
  await press(two, /I have compared/);
}
