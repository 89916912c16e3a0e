import { describe, expect, it } from 'vitest';
import { listEscalations } from '../../src/features/escalations/contract.ts';
import words from '../../src/features/escalations/field/words/en.json' with { type: 'json' };
import { sendReport } from '../../src/features/hotline/contract.ts';
import { listShiftsNow } from '../../src/features/shifts/contract.ts';
import { until } from './crew.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const report = (what: string) =>
  house.call(sendReport, {
    body: { what, where: { text: 'Roosevelt Av & 82 St' }, tense: 'now', firstHand: true },
  });

describe('who is paged', () => {
  it('is read as sentences and changed by an admin, who sees first what would happen now', async () => {
    const page = await house.open('/desk/pages/plans', { ...desktop, as: { role: 'admin' } });
    await page.getByText(/is paged when nobody else answers/).waitFor();
    await page.getByText(/After 3 min page the operators on shift/).waitFor();
    await lookTwice(page, 'pages-plans');
    await page.setViewportSize(phone);
    await look(page, 'pages-plans-phone');
    await page.setViewportSize(desktop);

    await page.getByRole('button', { name: 'Change… A live report that nobody takes' }).click();
    const dialog = page.getByRole('dialog', { name: 'A live report that nobody takes' });
    await dialog.getByRole('spinbutton', { name: 'Minutes to answer' }).first().fill('0');
    await dialog.getByText(/nobody can answer in less than 1/).waitFor();
    await dialog.getByRole('spinbutton', { name: 'Minutes to answer' }).first().fill('4');
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0);
    await dialog.getByRole('spinbutton', { name: 'First page after, minutes' }).fill('1');
    await dialog.getByRole('button', { name: 'What would happen now?' }).click();
    await dialog.getByText('It stands on the board as unanswered').last().waitFor();
    await lookTwice(page, 'pages-plan');
    await page.setViewportSize(phone);
    await look(page, 'pages-plan-phone');
    await fitsNarrow(page, 'pages-plan-phone');
    await page.setViewportSize(desktop);
    await dialog.getByRole('button', { name: 'Keep this plan' }).click();
    await page.getByText('It holds for whatever begins to wait from now on.').waitFor();
    await page.getByText(/After 1 min page the operators on shift/).waitFor();
  });

  it('is on the board while it lasts, and one key ends it', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const page = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
    await page.getByText('● online').waitFor();
    await report('Two vans at the corner');
    await page.getByText('Two vans at the corner').waitFor();
    const waiting = async () => (await desk.call(listEscalations, { query: {} })).items;
    const isPaged = async () => (await waiting()).some((e) => e.kind === 'report' && e.paged > 0);
    await house.advance(1.1);
    await until(isPaged);
    await page
      .getByText(/▲ Paging/)
      .first()
      .waitFor();
    await look(page, 'pages-board');
    await house.advance(4);
    await until(async () => (await waiting()).some((e) => e.kind === 'report' && e.paged > 2));
    await page.getByRole('link', { name: 'Who was paged: A live report that nobody takes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Who was paged' }).waitFor();
    await page.getByRole('img', { name: /pages in \d+ minutes/ }).waitFor();
    await lookTwice(page, 'pages-history');
    await page.setViewportSize(phone);
    await look(page, 'pages-history-phone');
    await page.setViewportSize(desktop);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Now' }).click();
    const have = page
      .getByRole('main')
      .getByRole('button', { name: 'I have it: A live report that nobody takes' });
    await have.waitFor();
    await lookTwice(page, 'pages-now');
    await have.press('Enter');
    await page.getByText(/● in hand/).waitFor();
    await expect.poll(() => page.getByText(/▲ Paging A live report/).count()).toBe(0);
  });
});

describe('in the field app', () => {
  it('who is paged says "I have it"', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const operator = (await desk.call(listShiftsNow, {})).items.find(({ role }) => role === 'operator')!;
    await report('Four people in vests on the avenue');
    await house.advance(1.1);
    const page = await house.open('/field', { ...phone, as: { person: operator.personId } });
    const mine = page.getByRole('region', { name: words.title });
    await mine.getByText(words.report).first().waitFor();
    await lookTwice(page, 'field-paged');
    await fitsNarrow(page, 'field-paged');
    await mine.getByRole('button', { name: words.have, exact: true }).first().click();
    await mine
      .getByText(new RegExp(words.yours.slice(0, 12)))
      .first()
      .waitFor();
    await look(page, 'field-has-it');
  });
});
