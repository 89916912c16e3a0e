import { describe, expect, it } from 'vitest';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

describe('the goals', () => {
  it('are seen by a coordinator as a picture and in numbers, with what would help, at once', async () => {
    const page = await house.open('/desk/goals', { ...desktop, as: { role: 'coordinator' } });
    const picture = page.getByRole('img', { name: /^Members trained: / });
    await picture.waitFor();
    await lookTwice(page, 'goals');
    await expect.poll(() => page.getByRole('button', { name: /^Change the goal/ }).count()).toBe(0);
    const names = page.getByRole('slider', { name: /^More names a week/ });
    await names.focus();
    for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
    await page
      .getByText(/^With what you set: /)
      .first()
      .waitFor();
    await page.getByRole('columnheader', { name: 'With what you set' }).waitFor();
    await look(page, 'goals-what-if');
    await page.getByRole('button', { name: 'Show the way: New trainers' }).click();
    await page.getByRole('img', { name: /^New trainers: / }).waitFor();
    await page.getByRole('radio', { name: 'Language' }).click();
    await page.getByRole('rowheader', { name: 'Spanish' }).waitFor();
    await page.setViewportSize(phone);
    await lookTwice(page, 'goals-phone');
    await fitsNarrow(page, 'goals-phone');
  });

  it('are changed by an admin', async () => {
    const page = await house.open('/desk/goals', { ...desktop, as: { role: 'admin' } });
    await page.getByRole('button', { name: 'Change the goal: Allies trained' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('How many').fill('2650');
    await look(page, 'goals-change');
    await dialog.getByRole('button', { name: 'Change the goal' }).click();
    await page.getByRole('region', { name: 'Allies trained' }).getByText('of 2,650').waitFor();
  });
});
