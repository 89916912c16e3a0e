import { describe, expect, it } from 'vitest';
import { callOut, corner, incidentAt } from './crew.ts';
import { desktop, fits, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

describe('delivery', () => {
  it('shows each way, what a cap holds back and what failed, and lets a message go', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    await callOut(house, desk, await incidentAt(house, desk, corner), 'verify', corner);
    // As if an admin's cap had been lower and a carrier had been away.
    await house.meddle(`update messages set state = 'held', error = 'spending cap'
        where id in (select id from messages where purpose = 'ask' order by id limit 2);
      update messages set state = 'failed', error = 'carrier 30005', kind = 'sms', attempts = 6
        where id in (select id from messages where purpose = 'ask' and state <> 'held' order by id limit 1)`);
    const page = await house.open('/desk/delivery', { ...desktop, as: { role: 'admin' } });
    await page
      .getByRole('row', { name: /Phone wall/ })
      .getByText('● works')
      .waitFor();
    await page.getByRole('row', { name: /Text/ }).getByText('■ not set up').waitFor();
    await page.getByText('carrier 30005').waitFor();
    await page
      .getByRole('row', { name: /^Haitian/ })
      .getByText('▲ looked at by no speaker')
      .waitFor();
    await lookTwice(page, 'delivery');
    const held = page.getByRole('button', { name: /^Send anyway/ });
    await expect.poll(() => held.count()).toBe(2);
    await held.first().click();
    await expect.poll(() => held.count()).toBe(1);
    await page.getByRole('button', { name: 'Change the caps…' }).click();
    await page.getByLabel(/Dollars a day/).fill('12.50');
    await look(page, 'delivery-caps');
    await page.getByRole('button', { name: 'Set the caps' }).click();
    await page.getByText('of $12.50 today').waitFor();
    await page.setViewportSize(phone);
    await look(page, 'delivery');
  });

  it('shows how the test pages went, names who was not reached when asked, and gives the contact card', async () => {
    const page = await house.open('/desk/delivery/rang', { ...desktop, as: { role: 'admin' } });
    await page.getByRole('heading', { name: 'By which way' }).waitFor();
    const missed = page.getByRole('list', { name: 'Not reached' }).getByRole('listitem');
    await page.getByRole('button', { name: 'Show who' }).click();
    await missed.first().waitFor();
    await expect.poll(() => missed.count()).toBeLessThanOrEqual(20);
    await lookTwice(page, 'did-it-ring');
    await page.setViewportSize(phone);
    await fits(page, 'did-it-ring');
    await look(page, 'did-it-ring-narrow');
    await page.getByRole('link', { name: 'Contact card' }).click();
    await page.getByRole('img', { name: /^QR code of http/ }).waitFor();
    await page.getByText('+12125550100').waitFor();
    await look(page, 'contact-card-narrow');
    await page.setViewportSize(desktop);
    await look(page, 'contact-card');
  });

  it('tells who has no app how to let the network through, in each language', async () => {
    const page = await house.open('/es/contact', phone);
    await page.getByRole('heading', { name: 'iPhone' }).waitFor();
    await look(page, 'contact-es');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Save the contact' }).waitFor();
    await page.setViewportSize(desktop);
    await look(page, 'contact-en');
  });
});
