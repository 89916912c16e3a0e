import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { sendReport } from '../../src/features/hotline/contract.ts';
import { concludeIncident } from '../../src/features/incidents/contract.ts';
import { corner, incidentAt } from './crew.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

async function small(page: Page, name: string): Promise<void> {
  await page.setViewportSize(phone);
  await look(page, name);
  await page.setViewportSize(desktop);
}

describe('a legal hold', () => {
  it('is placed by one and let go by two others', async () => {
    const legal = await house.open('/desk/holds', { ...desktop, as: { role: 'legal' } });
    await seen(legal, 'Nothing is held');
    await lookTwice(legal, 'holds-none');
    await tap(legal, 'Place a hold…');
    const dialog = legal.getByRole('dialog', { name: 'Place a hold' });
    await dialog.getByRole('radio', { name: /A zone/ }).check();
    await dialog.getByRole('combobox').selectOption({ label: 'Jackson Heights' });
    await dialog.getByLabel('First day').fill('2026-03-01');
    await dialog.getByLabel('Last day').fill('2026-03-03');
    await dialog
      .getByLabel(/^Why/)
      .fill('A request from the court of Queens; counsel asks to keep all of it.');
    await lookTwice(legal, 'holds-placing');
    await small(legal, 'holds-placing');
    await tap(legal, 'Hold it');
    await seen(legal, 'In Jackson Heights · Mar 1, 2026 to Mar 3, 2026');

    await tap(legal, 'Place a hold…');
    await dialog.getByRole('radio', { name: /A corner/ }).check();
    await dialog.getByLabel('Two streets that cross').fill('Roosevelt and 82');
    await dialog.getByRole('radio', { name: corner }).check();
    await dialog.getByLabel(/^Why/).fill('What happened at this corner is asked for.');
    await lookTwice(legal, 'holds-corner');
    await small(legal, 'holds-corner');
    await tap(legal, 'Hold it');
    await seen(legal, `Around ${corner}`);

    const counsel = await house.open('/desk/holds', { ...desktop, as: { role: 'counsel' } });
    await tap(counsel, 'Agree to let it go…');
    await counsel.getByLabel('Why it may go').fill('The request was withdrawn.');
    await look(counsel, 'holds-agreeing');
    await tap(counsel, 'I agree');
    await seen(counsel, '1 of 2 agree to let it go');
    await lookTwice(counsel, 'holds-agreed');
    await small(counsel, 'holds-agreed');

    const admin = await house.open('/desk/holds', { ...desktop, as: { role: 'admin' } });
    await tap(admin, 'Let it go…');
    await admin.getByLabel('Why it may go').fill('Seen the withdrawal.');
    await admin.getByRole('dialog').getByRole('button', { name: 'Let it go' }).click();
    await seen(admin, 'released');
    await look(admin, 'holds-released');
  });

  it('of an incident is placed from its page', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const id = await incidentAt(house, desk, corner);
    await desk.call(concludeIncident, { params: { id }, body: { outcome: 'nothing-found' } });
    const page = await house.open(`/desk/incidents/${id}`, { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('link', { name: 'Hold it…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Place a hold' });
    await dialog.getByLabel(/^Why/).fill('A complaint is expected.');
    await look(page, 'holds-record');
    await tap(page, 'Hold it');
    await seen(page, 'One incident');
    await page.getByRole('link', { name: 'See the incident' }).waitFor();
  });
});

describe('a report', () => {
  it('is held from where it is read, and says when it is left to itself', async () => {
    const { id } = await house.call(sendReport, {
      body: { what: 'Two vans at the laundromat', where: { text: corner }, tense: 'now' },
    });
    await house.meddle(`update reports set touched_at = touched_at - interval '80 days' where id = '${id}'`);
    const page = await house.open('/desk', { ...desktop, as: { role: 'coordinator' } });
    await page.getByText('Two vans at the laundromat').first().click();
    await seen(page, /counts as settled from/);
    await look(page, 'report-left');
    await tap(page, 'Hold it…');
    const dialog = page.getByRole('dialog', { name: 'Place a hold' });
    await dialog.getByLabel(/^Why/).fill('A complaint is expected.');
    await tap(page, 'Hold it');
    await seen(page, 'One report');
  });
});

describe('how long things are kept', () => {
  it('is seen by those who answer for it and changed by an admin', async () => {
    const page = await house.open('/desk/kept', { ...desktop, as: { role: 'admin' } });
    await seen(page, 'Exact places and times');
    await lookTwice(page, 'kept');
    await small(page, 'kept');
    await tap(page, 'Change how long reports are kept');
    const dialog = page.getByRole('dialog', { name: 'Reports: how long' });
    await dialog.getByLabel(/^Days/).fill('120');
    await dialog.getByRole('button', { name: 'Keep it so long', disabled: true }).waitFor();
    await dialog.getByLabel(/^Why/).fill('The case of the spring is still open.');
    await look(page, 'kept-changing');
    await dialog.getByRole('button', { name: 'Keep it so long' }).click();
    await seen(page, '120 days');
    const coordinator = await house.open('/desk/kept', { ...desktop, as: { role: 'coordinator' } });
    await seen(coordinator, '120 days');
  });
});
