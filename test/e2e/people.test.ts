import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findPeople, makeCanary } from '../../src/features/people/contract.ts';
import { listZones } from '../../src/features/places/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

/** The first member in a coordinator's sight whose call sign begins so. */
async function someone(q: string, role = 'observer') {
  const desk = await house.member({ role: 'coordinator' }, 'desk');
  const { items } = await desk.call(findPeople, { body: { q, role } });
  return items[0]!;
}

describe('People', () => {
  it('lists nobody before one asks, counts who is shown, and hides the name until it is asked for', async () => {
    const { callSign } = await someone('am');
    const page = await house.open('/desk/people', { ...desktop, as: { role: 'coordinator' } });
    await seen(page, 'Nobody is listed until you ask');
    await expect.poll(() => page.getByRole('table').count()).toBe(0);
    await lookTwice(page, 'people');
    await page.getByLabel('Call sign').fill('a');
    await expect
      .poll(() => page.getByRole('button', { name: 'Search' }).getAttribute('aria-disabled'))
      .toBe('true');
    await page.getByLabel('Call sign').fill('am');
    await page.getByLabel('Role').selectOption('observer');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: callSign }).waitFor();
    await seen(page, /of 200 looks this hour/);
    await lookTwice(page, 'people-found');
    await page.setViewportSize(phone);
    await look(page, 'people-found');
    await page.setViewportSize(desktop);

    await page.getByRole('link', { name: callSign }).click();
    await page.getByRole('heading', { name: callSign }).waitFor();
    await seen(page, 'Hidden. Who shows it');
    await lookTwice(page, 'person');
    await tap(page, 'Show name');
    await seen(page, 'Reached at');
    await look(page, 'person-named');
    await page.setViewportSize(phone);
    await look(page, 'person-named');
    // Going back shows what was found before, and spends nothing.
    await page.getByRole('link', { name: '← People' }).click();
    await page.getByRole('link', { name: callSign }).waitFor();
  });

  it('shows a dispatcher a member without a name to be asked for', async () => {
    const { id, callSign } = await someone('bl');
    const page = await house.open(`/desk/people/${id}`, { ...desktop, as: { role: 'dispatcher' } });
    await page.getByRole('heading', { name: callSign }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Show name' }).count()).toBe(0);
    await look(page, 'person-dispatcher');
  });

  it('says what happened and what to do when the looks are used up', async () => {
    const as = await house.member({ role: 'operator' }, 'desk');
    for (const q of ['re', 'am', 'qu', 'bl', 'si', 'co'])
      await as.call(findPeople, { body: { q } }).catch(() => null);
    const page = await house.open('/desk/people', { ...desktop, as: { role: 'operator' }, expected: /429/ });
    await page.getByLabel('Call sign').fill('vi');
    await tap(page, 'Search');
    await page.getByRole('alert').waitFor();
    await seen(page, /your role has 40/);
    await look(page, 'people-used-up');
  });
});

describe('a removal', () => {
  it('says exactly what ends, and ends it', async () => {
    const { id, callSign } = await someone('si');
    const field = await house.open('/field', { ...phone, as: { person: id }, expected: /401/ });
    await field.getByRole('main').first().waitFor();
    const page = await house.open(`/desk/people/${id}`, { ...desktop, as: { role: 'coordinator' } });
    await tap(page, 'Remove from the network…');
    await page.getByRole('dialog', { name: `Remove ${callSign}` }).waitFor();
    await lookTwice(page, 'person-remove');
    await page.setViewportSize(phone);
    await look(page, 'person-remove');
    await page.setViewportSize(desktop);
    await tap(page, 'Remove now');
    await seen(page, `${callSign} is no member any more.`);
    await seen(page, 'Name, phone numbers, emergency contact');
    await look(page, 'person-removed');
    const answer = await field.request.get(house.at('/api/v1/me'), {
      headers: { 'x-porchlight-face': 'field' },
    });
    expect(answer.status()).toBe(401);
  });
});

describe('an export', () => {
  it('is asked for by one, approved by another, and taken once', async () => {
    const one = await house.open('/desk/people/exports', { ...desktop, as: { role: 'coordinator' } });
    await seen(one, 'Nobody has asked for an export');
    await look(one, 'exports-none');
    await one.getByLabel(/^What for/).fill('To print name tags for the training on Saturday');
    await tap(one, 'Ask a second person');
    await seen(one, '▲ waits for a second person');
    await lookTwice(one, 'exports-asked');
    const other = await house.open('/desk/people/exports', { ...desktop, as: { role: 'admin' } });
    await seen(other, '▲ waits for a second person');
    await look(other, 'exports-to-approve');
    await tap(other, 'Approve');
    await seen(other, '✓ approved');
    const download = one.waitForEvent('download');
    await tap(one, 'Take the file, once');
    expect((await download).suggestedFilename()).toMatch(/^members-\w+\.csv$/);
    await one.getByText('taken', { exact: true }).waitFor();
    await one.setViewportSize(phone);
    await look(one, 'exports-taken');
  });
});

describe('a canary', () => {
  it('is made by an admin, and whoever opens it stands above the admin’s screen', async () => {
    const page = await house.open('/desk/people/canaries', { ...desktop, as: { role: 'admin' } });
    await seen(page, 'None yet');
    await page.getByLabel(/^Made-up name/).fill('Iris Nobody');
    await tap(page, 'Make it');
    await seen(page, /is made\./);
    await lookTwice(page, 'canaries');
    const admin = await house.member({ role: 'admin' }, 'desk');
    const { chapters } = await admin.call(listZones, {});
    const canary = await admin.call(makeCanary, {
      body: { id: newId(), chapterId: chapters[1]!.id, name: 'Hazel Nobody' },
    });
    const dispatcher = await house.open(`/desk/people/${canary.id}`, {
      ...desktop,
      as: { role: 'dispatcher' },
    });
    await dispatcher.getByRole('heading', { name: canary.callSign }).waitFor();
    await look(dispatcher, 'canary-as-opened');
    const alarms = page.getByRole('alert', { name: 'Alarms about members' });
    await alarms.getByText(/opened the page of/).waitFor();
    await lookTwice(page, 'canary-alarm');
    await page.setViewportSize(phone);
    await look(page, 'canary-alarm');
    const line = alarms.getByRole('listitem').filter({ hasText: canary.callSign });
    await line.getByRole('button', { name: 'I have looked into it' }).click();
    await line.waitFor({ state: 'detached' });
  });
});
