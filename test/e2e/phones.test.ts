import { describe, expect, it } from 'vitest';
import { readDrill, startDrill } from '../../src/features/drills/contract.ts';
import en from '../../src/phones/messages/en.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

describe('the phone wall', () => {
  it('is calm while nothing has been sent', async () => {
    const page = await house.open('/demo/phones', desktop);
    await page.getByText(en.quiet).waitFor();
    await look(page, 'phones-quiet');
  });

  it('lets a resident text the hotline from a new phone', async () => {
    const page = await house.open('/demo/phones', desktop);
    await page.getByRole('button', { name: en.new }).click();
    const fresh = page.getByRole('article').first();
    await fresh.getByText(en['new.hint']).waitFor();
    await fresh.getByRole('textbox').fill('Hay dos camionetas en Roosevelt y la 82, ahora');
    await fresh.getByRole('button', { name: en.send }).click();
    await fresh.getByText(/^Recibido/).waitFor();
    await look(page, 'phones-new');
    await page.getByRole('button', { name: en.close }).click();
    await page
      .getByRole('article')
      .getByText(/^Recibido/)
      .waitFor();
  });

  it('shows a drill as it is played, every message marked, and answers as its owner', async () => {
    const dispatcher = await house.member({ role: 'dispatcher' }, 'desk');
    const id = newId();
    await dispatcher.call(startDrill, { body: { id, speed: 240, seed: 1 } });
    const page = await house.open('/demo/phones', desktop);
    await page.getByText(en.urgent, { exact: true }).first().waitFor();
    await lookTwice(page, 'phones-drill');

    const marked = page.getByRole('article').filter({ hasText: en.urgent }).first();
    const name = await marked.getByRole('heading').innerText();
    await page.getByRole('searchbox').fill(name);
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    const found = page.getByRole('article');
    const before = await found.locator('.from-phone').count();
    await found.getByRole('button', { name: /^(no|不行)$/ }).click();
    await expect.poll(() => found.locator('.from-phone').count()).toBeGreaterThan(before);

    const [field] = await Promise.all([
      page.context().waitForEvent('page'),
      found.getByRole('button', { name: en['field.short'] }).click(),
    ]);
    await field.waitForURL('**/field**');
    await expect
      .poll(() => field.evaluate(() => fetch('/api/v1/session?face=field').then((r) => r.json())))
      .toMatchObject({ callSign: name });

    await expect
      .poll(async () => (await dispatcher.call(readDrill, { params: { id } })).endedAt, { timeout: 240_000 })
      .not.toBeNull();
    const played = await dispatcher.call(readDrill, { params: { id } });
    const steps = played.stepList.filter((s) => s.kind === 'expected.marked');
    expect(steps.map((s) => s.passed)).toEqual(steps.map(() => true));
  });

  it('fits a phone', async () => {
    const page = await house.open('/demo/phones', { ...phone, lang: 'es' });
    await page.getByRole('article').first().waitFor();
    await look(page, 'phones-es');
    await fitsNarrow(page, 'phones');
  });
});
