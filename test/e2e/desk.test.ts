import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as callouts from '../../src/features/callouts/contract.ts';
import { sendReport } from '../../src/features/hotline/contract.ts';
import { exportSchema, listIncidents, readIncident } from '../../src/features/incidents/contract.ts';
import { readRota } from '../../src/features/shifts/contract.ts';
import { allGo, askedOf } from './crew.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const corner = { text: 'Roosevelt Av & 82 St' };
const report = (what: string, more: object = {}) =>
  house.call(sendReport, { body: { what, where: corner, tense: 'now', firstHand: true, ...more } });
const card = (page: Page, words: string) => page.locator('.card', { hasText: words }).first();
const notice = (page: Page, words: string | RegExp) =>
  page.locator('.notice', { hasText: words }).first().waitFor();
const opened = (page: Page, name: RegExp) => page.getByRole('article', { name }).waitFor();

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(
      'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.innerText ?? ""',
    );
    if (name.test(String(here))) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

describe('a dispatcher, by keyboard alone', () => {
  it('takes a report from its arrival to the closed incident', async () => {
    const page = await house.open('/desk', desktop);
    const key = (name: string) => page.keyboard.press(name);
    await page.getByRole('button', { name: /dispatcher/ }).waitFor();
    await lookTwice(page, 'desk-sign-in');
    await tabTo(page, /^dispatcher/i);
    await key('Enter');
    await page.getByText('Nothing waits').waitFor();
    await page.getByText('● online').waitFor();
    await look(page, 'desk-board-empty');

    // It comes by itself; the next waits until one looks.
    await report('Two dark vans, four people in vests outside the shop');
    await card(page, 'Two dark vans').waitFor();
    await key('j');
    await opened(page, /^Report$/);
    await report('Vans at the corner, people in vests are asking for papers', { language: 'es' });
    await page.getByRole('button', { name: '1 new' }).waitFor();
    await expect.poll(() => card(page, 'asking for papers').count()).toBe(0);
    await lookTwice(page, 'desk-report');
    await key('Enter');
    expect(await page.evaluate('document.activeElement?.className')).toContain('board-detail');

    await key('o');
    await opened(page, /^Incident 1$/);
    await key('u');
    await page.getByText('Nothing is being checked').waitFor();
    await card(page, 'Two dark vans').waitFor();
    await key('Escape');
    await page.getByText('Nothing is open').waitFor();
    // The focus is never lost: it goes back to a card, and to the card that is open.
    await key('j');
    await opened(page, /^Report$/);
    await key('Escape');
    await page.getByText('Nothing is open').waitFor();
    await page.locator('[data-card]:focus').waitFor();
    await key('j');
    await opened(page, /^Report$/);
    await key('o');
    await opened(page, /^Incident \d+$/);
    await page.locator('li:has([data-card]:focus)', { hasText: 'unverified' }).waitFor();
    await key('/');
    await page.keyboard.type('canal');
    await page.getByText('Nothing is being checked').waitFor();
    await key('Escape');
    await card(page, 'Roosevelt').waitFor();

    // The second one is suggested as the same: merged, taken back, merged again.
    await key('ArrowLeft');
    await opened(page, /^Report$/);
    await page.getByText('the same as').waitFor();
    await lookTwice(page, 'desk-match');
    await key('m');
    await notice(page, /Linked to #/);
    await opened(page, /^Incident \d+$/);
    await page.locator('.sources > li').nth(1).waitFor();
    await key('u');
    await card(page, 'asking for papers').waitFor();
    await key('ArrowLeft');
    await opened(page, /^Report$/);
    await page.getByText('the same as').waitFor();
    await key('m');
    await opened(page, /^Incident \d+$/);
    await page.locator('.sources > li').nth(1).waitFor();

    // C does nothing before there is a finding.
    await key('c');
    await page.getByText('To confirm, it still wants').waitFor();
    await key('b');
    await page.locator('.path [aria-current]', { hasText: 'checking' }).waitFor();
    await key('v');
    await page.getByRole('dialog', { name: 'Ask verifiers' }).waitFor();
    await page.getByLabel('Who could come').waitFor();
    await tabTo(page, /^$|minutes/).catch(() => {});
    await lookTwice(page, 'desk-ask-verifiers');
    await page.getByLabel('Needed within, minutes').focus();
    await key('Control+a');
    await page.keyboard.type('60');
    await key('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const [incident] = (await desk.call(listIncidents, { query: { open: '1' } })).items;
    const ofPurpose = async (purpose: callouts.Purpose) =>
      (await desk.call(callouts.listCallouts, { query: { incidentId: incident!.id } })).items.find(
        (one) => one.purpose === purpose,
      )!;
    const verifiers = await askedOf(house, desk, (await ofPurpose('verify')).id, 2);
    await allGo(verifiers);
    await page.locator('.assignment', { hasText: verifiers[0]!.callSign }).getByText('on scene').waitFor();
    await verifiers[0]!.act(callouts.fieldFinding, { finding: 'confirmed', words: 'Two marked vans.' });
    await page.getByText('✓ Can be confirmed').waitFor();
    await lookTwice(page, 'desk-incident-checking');
    await key('c');
    await page.locator('.path [aria-current]', { hasText: 'confirmed' }).waitFor();

    await key('a');
    await page.getByRole('dialog', { name: 'Ask observers' }).waitFor();
    await page.getByRole('button', { name: 'Ask for 2' }).waitFor();
    await look(page, 'desk-ask-observers');
    await page.getByLabel('What to know (shown after a yes)').focus();
    await page.keyboard.type('Come from 81 St. Stay on the north side.');
    await page.getByRole('button', { name: 'Ask for 2' }).focus();
    await key('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const observers = await askedOf(house, desk, (await ofPurpose('observe')).id, 2);
    await allGo(observers);
    for (const one of observers)
      await page.locator('.assignment', { hasText: one.callSign }).getByText('on scene').waitFor();
    await page.getByText('4 of 4').or(page.getByText('on scene').first()).first().waitFor();
    await lookTwice(page, 'desk-incident-out');

    await key('l');
    const relief = page.getByRole('dialog', { name: 'Ask for relief' });
    await relief.getByRole('checkbox', { name: new RegExp(observers[0]!.callSign) }).waitFor();
    await relief.getByText('Whoever comes takes the place of one who leaves.').waitFor();
    await relief.locator('.cost', { hasText: /It costs/ }).waitFor();
    await lookTwice(page, 'desk-ask-relief');
    await page.setViewportSize(phone);
    await look(page, 'desk-ask-relief');
    await page.setViewportSize(desktop);
    await key('Escape');
    await relief.waitFor({ state: 'detached' });

    await key('s');
    await page.getByRole('dialog', { name: 'Stand everyone down' }).waitFor();
    await look(page, 'desk-stand-down');
    await key('Enter');
    await page
      .getByText(/not read yet/)
      .first()
      .waitFor();
    await look(page, 'desk-stood-down');
    for (const one of [...verifiers, ...observers]) {
      await one.act(callouts.fieldStandDownAck);
      await one.act(callouts.fieldDepart);
    }
    await page.getByText('✓ Everyone has read it.').first().waitFor();
    for (const one of observers) await one.act(callouts.fieldDebrief, { answers: {} });

    await key('e');
    await page.getByRole('dialog', { name: 'How did it end?' }).waitFor();
    await page.getByRole('radio').first().waitFor();
    await look(page, 'desk-conclude');
    await key('1');
    await key('Enter');
    await notice(page, /is concluded/);

    await past(page);
    const detail = await desk.call(readIncident, { params: { id: incident!.id } });
    expect(detail.outcome).not.toBeNull();
  });

  /** From the list of what is over to the page of one, its export and its print. */
  async function past(page: Page) {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Everything by name' }).waitFor();
    await look(page, 'desk-palette');
    await page.keyboard.type('go to past');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Past incidents' }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    await lookTwice(page, 'desk-past');
    await tabTo(page, /^#\d+/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.locator('.timeline .entry').nth(5).waitFor();
    await lookTwice(page, 'desk-incident-page');
    await tabTo(page, /^Export as JSON/);
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const exported = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    const schema = z.fromJSONSchema(
      (await house.call(exportSchema, {})) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse(exported).error?.issues ?? []).toEqual([]);
    expect(schema.safeParse({ ...exported, version: 99 }).success).toBe(false);
    await tabTo(page, /^Page for print/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await page.locator('.record tbody tr').nth(5).waitFor();
    await look(page, 'desk-incident-print');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: /^Incidente/ }).waitFor();
  }
});

describe('two dispatchers', () => {
  it('see each other on one report, and who was first', async () => {
    // Of those who dispatch on these days: at night there is one at a time.
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const from = new Date().toISOString().slice(0, 10);
    const { slots } = await desk.call(readRota, { query: { from, days: 2 } });
    const seats = slots.filter(({ role }) => role === 'dispatcher').flatMap((slot) => slot.seats);
    const [first, other] = new Map(seats.map((seat) => [seat.personId, seat])).values();
    await report('Somebody says there are agents near the school', { where: { text: 'Canal St & Mott St' } });
    const one = await house.open('/desk', { ...desktop, as: { person: first!.personId } });
    // The second desk does not hear of it by itself, as when both press at once.
    const two = await house.open('/desk', {
      ...desktop,
      as: { person: other!.personId },
      expected: /409|ERR_FAILED/,
    });
    await two.route('**/api/v1/events*', (route) => route.abort());
    await two.reload();
    for (const page of [one, two]) {
      await card(page, 'near the school').waitFor();
      await page.keyboard.press('j');
      await opened(page, /^Report$/);
    }
    await one.keyboard.press('t');
    await one.getByRole('button', { name: 'Give back' }).waitFor();
    await two.keyboard.press('t');
    await notice(two, first!.callSign);
    await look(two, 'desk-second-dispatcher');
    await two.getByRole('article').getByText(first!.callSign).first().waitFor();
    await look(one, 'desk-first-dispatcher');
  });

  it('keep what was typed while the connection is gone', async () => {
    const page = await house.open('/desk', {
      ...desktop,
      as: { role: 'dispatcher' },
      expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/,
    });
    await report('Vans again', { where: { text: 'Main St & Roosevelt Av' } });
    await card(page, 'Vans again').waitFor();
    await card(page, 'Vans again').click();
    await page.getByRole('heading', { name: /Main St/ }).waitFor();
    await page.keyboard.press('o');
    await opened(page, /^Incident/);
    await page.locator('.map').waitFor();
    await page.locator('.map .loading').waitFor({ state: 'detached' });
    await page.context().setOffline(true);
    await page.locator('.status-lost').waitFor();
    await page.keyboard.press('w');
    await page.keyboard.type('The caller rang again');
    await page.keyboard.press('Control+Enter');
    await notice(page, 'The desk cannot reach the server');
    await look(page, 'desk-offline');
    const note = page.getByLabel('Note on the timeline');
    await expect.poll(() => note.inputValue()).toBe('The caller rang again');
    await page.context().setOffline(false);
    await page.getByText('● online').waitFor();
    await expect.poll(() => note.inputValue()).toBe('The caller rang again');
    await page.keyboard.press('Control+Enter');
    await page.locator('.timeline', { hasText: 'The caller rang again' }).waitFor();
    await expect.poll(() => note.inputValue()).toBe('');
  });
});

describe('an operator', () => {
  it('writes down a call by keyboard alone; a reload loses nothing', async () => {
    const page = await house.open('/desk', { ...desktop, as: { role: 'operator' } });
    await page.getByText('● online').waitFor();
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Phoned-in report' }).waitFor();
    await lookTwice(page, 'desk-call');
    await page.keyboard.type('Three men in vests at the laundromat');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Roosevelt and 82');
    await page.getByRole('option').first().waitFor();
    await look(page, 'desk-call-crossings');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('✓ A known crossing').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('1');
    // A call that is played is one from its first word on: the tick is kept with the draft.
    const drill = page.getByRole('checkbox', { name: /^This call is a drill/ });
    await drill.focus();
    await page.keyboard.press('Space');
    await page.getByText('DRILL', { exact: true }).waitFor();
    await lookTwice(page, 'desk-call-drill');
    await page.setViewportSize(phone);
    await look(page, 'desk-call-drill');
    await page.setViewportSize(desktop);
    await page.getByText('✓ Draft saved.').waitFor();
    await page.reload();
    await page.getByText('DRILL', { exact: true }).waitFor();
    expect(await drill.isChecked()).toBe(true);
    await drill.focus();
    await page.keyboard.press('Space');
    await page.getByText('DRILL', { exact: true }).waitFor({ state: 'detached' });
    const what = page.getByLabel(/What do you see/);
    await what.waitFor();
    await expect.poll(() => what.inputValue()).toBe('Three men in vests at the laundromat');
    await what.focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status', { name: 'Receipt' }).waitFor();
    await lookTwice(page, 'desk-call-sent');
    await tabTo(page, /Next call/);
    await page.keyboard.press('Enter');
    await expect.poll(() => what.inputValue()).toBe('');
  });

  it('finds the other screens: map, shifts, keys', async () => {
    const page = await house.open('/desk/map', { ...desktop, as: { role: 'dispatcher' } });
    await page.locator('canvas').first().waitFor();
    await lookTwice(page, 'desk-map');
    await page.goto(house.at('/desk/shifts'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page, 'desk-shifts');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await look(page, 'desk-keys');
    await page.setViewportSize(phone);
    await page.goto(house.at('/desk'));
    await page.locator('.card').first().waitFor();
    await look(page, 'desk-board');
    await page.getByRole('button', { name: 'More' }).click();
    const all = page.getByRole('dialog', { name: 'All screens' });
    await all.waitFor();
    await look(page, 'desk-more');
    await all.getByRole('link', { name: 'Rota' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rota' }).waitFor();
  });
});
