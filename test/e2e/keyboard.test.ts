import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import { readIncident } from '../../src/features/incidents/contract.ts';
import { allGo, callOut, corner, incidentAt } from './crew.ts';
import { desktop, look, lookTwice, type Member, openHouse } from './house.ts';

const house = openHouse();

/** An incident whose verifier has just said that it is so. */
async function seen(desk: Member, where: string): Promise<string> {
  const id = await incidentAt(house, desk, where);
  const { asked } = await callOut(house, desk, id, 'verify', where);
  await allGo(asked);
  await asked[0]!.act(callouts.fieldFinding, { finding: 'confirmed' });
  return id;
}

/** Presses a key of which the list of keys, read just before, says this; the focus comes back to the card. */
async function keyOf(page: Page, key: string, word: string): Promise<void> {
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keys' });
  const line = list.locator('dl > div', { has: page.locator('dt', { hasText: key }) });
  await line.filter({ has: page.getByText(word, { exact: true }) }).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.locator('[data-card]:focus').waitFor();
  await page.keyboard.press(key);
}

it('a dispatcher confirms three and calls out to each, by keys that are listed, without a mouse', async () => {
  const desk = await house.member({ role: 'dispatcher' }, 'desk');
  const ids: string[] = [];
  const places = [corner, 'Canal St & Mott St', 'Main St & Roosevelt Av'];
  for (const where of places) ids.push(await seen(desk, where));
  const page = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
  await page.getByText('● online').waitFor();
  const lane = (name: string) => page.getByRole('region', { name: new RegExp(name) }).locator('[data-card]');
  await expect.poll(() => lane('Checking').count()).toBe(3);
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-card]:focus').waitFor();

  for (const [n] of places.entries()) {
    await page.getByText('✓ Can be confirmed').waitFor();
    await keyOf(page, 'c', 'Confirm');
    await page.locator('.path [aria-current]', { hasText: 'confirmed' }).waitFor();
    await expect.poll(() => lane('Out').count()).toBe(n + 1);
    await keyOf(page, 'a', 'Ask observers…');
    await page.getByText(/^Room for/).waitFor();
    await page.locator('button:focus:not([aria-disabled])', { hasText: 'Ask for 2' }).waitFor();
    if (n === 0) await look(page, 'keyboard-ask');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('article').getByText('0 of 2').first().waitFor();
    if (n < 2) await keyOf(page, 'ArrowLeft', 'Lane before');
  }
  expect(await lane('Checking').count()).toBe(0);
  await lookTwice(page, 'keyboard-three-out');

  // Who asks once more, by mistake, is told that it is being asked already, and comes back to where they were.
  await keyOf(page, 'a', 'Ask observers…');
  await page.getByText('still asks for the same: 0 of 2').waitFor();
  await look(page, 'keyboard-asked-already');
  await page.keyboard.press('Escape');
  await page.locator('[data-card]:focus').waitFor();
  for (const id of ids) {
    expect((await desk.call(readIncident, { params: { id } })).verification).toBe('confirmed');
    const { items } = await desk.call(callouts.listCallouts, { query: { incidentId: id } });
    expect(items.map(({ purpose }) => purpose).sort()).toEqual(['observe', 'verify']);
  }
});
