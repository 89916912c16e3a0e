import { describe, expect, it } from 'vitest';
import { callOut, corner, incidentAt } from './crew.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

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
    await lookTwice(page, 'delivery');
    const held = page.getByRole('button', { name: /^Send anyway/ });
    expect(await held.count()).toBe(2);
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
});
