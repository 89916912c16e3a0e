import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { listApplicants } from '../../src/features/joining/contract.ts';
import en from '../../src/features/joining/messages/en.json' with { type: 'json' };
import es from '../../src/features/joining/messages/es.json' with { type: 'json' };
import { checklistOf } from '../../src/features/joining/rules.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const titled = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

describe('joining', () => {
  it('is asked without a script, keeps what was written when something is missing, and says what is next', async () => {
    const page = await house.open('/es/join?from=meeting', {
      ...phone,
      lang: 'es',
      scripts: false,
      expected: /status of 400/,
    });
    await titled(page, es.title);
    await look(page, 'join-es');
    await fitsNarrow(page, 'join-es');
    await page.getByLabel(es['want.observer']).check();
    await page.getByLabel(es['way.signal']).check();
    await page.getByLabel(es.name, { exact: true }).fill('Ximena');
    await press(page, es.send);
    await page.getByRole('alert').waitFor();
    await seen(page, es.addressMissing);
    await expect.poll(() => page.getByLabel(es['want.observer']).isChecked()).toBe(true);
    await look(page, 'join-es-wrong');
    await page.getByLabel(es.address, { exact: true }).fill('(212) 555-0173');
    await page.getByLabel(es.zone, { exact: true }).selectOption({ label: 'Corona' });
    await press(page, es.send);
    await titled(page, es.thanksTitle);
    await look(page, 'join-es-thanks');
  });

  it('shows the form and its sheet to who reads at a desk', async () => {
    const page = await house.open('/en', { ...desktop, scripts: false });
    await page.getByRole('link', { name: en.title, exact: true }).click();
    await titled(page, en.title);
    await lookTwice(page, 'join-en');
    await page.getByRole('link', { name: en.sheet }).click();
    await titled(page, en.sheetTitle);
    await lookTwice(page, 'join-sheet');
  });

  it('prints a list for a table, with the columns that come in at the desk', async () => {
    const page = await house.open('/es/join/list', { ...phone, lang: 'es', scripts: false });
    await page.getByRole('table').waitFor();
    await lookTwice(page, 'join-list-es');
    await fitsNarrow(page, 'join-list-es');
    await page.goto(house.at('/en/join/list'));
    await page.setViewportSize(desktop);
    await page.getByRole('columnheader', { name: 'Neighborhood' }).waitFor();
    await lookTwice(page, 'join-list');
    // What reaches paper.
    await page.emulateMedia({ media: 'print' });
    await look(page, 'join-list-print');
  });

  it('is a list by who waits, a conversation with its checklist, and an end', async () => {
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const { items } = await desk.call(listApplicants, { query: { state: 'trained' } });
    const free = items.find((one) => one.can.includes('take'))!;
    const page = await house.open('/desk/joining', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('table').waitFor();
    await lookTwice(page, 'joining');
    await press(page, /Trained/);
    await page.getByRole('link', { name: free.callSign, exact: true }).click();
    await titled(page, free.callSign);
    await press(page, `Take ${free.callSign}`);
    await press(page, 'Show name and number');
    await seen(page, 'Reached at');
    await press(page, 'Agree on a time…');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await look(page, 'joining-booking');
    await press(page, 'Set it');
    await seen(page, /It is on/);
    for (const { say } of checklistOf('immigration-ny')) await page.getByLabel(say).click();
    await seen(page, '✓ all gone through');
    await page.getByLabel(/Notes for coordinators/).fill('Calm, asks good questions.');
    await press(page, 'Keep the notes');
    await page.getByRole('blockquote').waitFor();
    await lookTwice(page, 'joining-conversation');
    await page.setViewportSize(phone);
    await look(page, 'joining-conversation-phone');
    await press(page, 'End the conversation');
    await seen(page, 'Conversations before');
    await seen(page, '✓ met');
    await page.setViewportSize(desktop);
    await look(page, 'joining-met');

    await page.getByRole('link', { name: '← Joining' }).click();
    await page.getByRole('link', { name: /The same person/ }).click();
    await titled(page, 'The same person?');
    await look(page, 'joining-alike');
  });
});
