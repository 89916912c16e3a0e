import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

const sheet = [
  'Nombre;Teléfono;Correo;Idiomas;Notas',
  'Ana Lucero;(646) 555-7101;ana.lucero@example.org;español;trae sillas',
  'Lucero, Ana;646 555 7102;;español;',
  'Wei Zhang;6465557103;;中文;',
  'WEI ZHANG;+1 646-555-7103;;;',
  'Tomás;12;;;',
  '"Rosa;646 555 7104;;;',
].join('\n');

const file = (text: string, name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('Imports', () => {
  it('takes a sign-up sheet from its file to its undo', async () => {
    const page = await house.open('/desk/people/imports', { ...desktop, as: { role: 'admin' } });
    await seen(page, 'No list yet');
    await lookTwice(page, 'imports');
    await page.setViewportSize(phone);
    await look(page, 'imports');
    await page.setViewportSize(desktop);
    await tap(page, 'Begin');
    await page.getByRole('heading', { name: 'Its file' }).waitFor();
    await page.getByLabel(/Choose the file/).setInputFiles(file(sheet, 'hoja.csv'));
    await page.getByRole('heading', { name: 'What its columns hold' }).waitFor();
    await page.getByLabel('Notas holds').waitFor();
    await lookTwice(page, 'imports-columns');
    await page.setViewportSize(phone);
    await look(page, 'imports-columns');
    await page.setViewportSize(desktop);
    await tap(page, 'Look at every row');
    await seen(page, '▲ ready; nothing is taken in yet');
    await seen(page, '6 rows · 2 new · 1 here already · 1 likely here · 2 cannot be taken');
    await page.getByRole('cell', { name: 'a quotation mark is opened and never closed' }).waitFor();
    await lookTwice(page, 'imports-looked');
    await tap(page, 'Take the good rows in');
    await seen(page, '2 came in by this list and are here.');
    await page.getByRole('cell', { name: 'a quotation mark is opened and never closed' }).waitFor();
    await tap(page, 'Show the next');
    await seen(page, 'Line 3:');
    await lookTwice(page, 'imports-likely');
    await tap(page, 'The same person');
    await page.getByRole('heading', { name: 'Likely the same' }).waitFor({ state: 'detached' });
    await tap(page, 'Undo this import');
    await page.getByText('undone', { exact: true }).waitFor();
    await look(page, 'imports-undone');
  });

  it('says what a picture is, and keeps what was there', async () => {
    const page = await house.open('/desk/people/imports', {
      ...desktop,
      as: { role: 'coordinator' },
      expected: /422/,
    });
    await page.getByRole('radio', { name: /^Old chat/ }).click();
    await tap(page, 'Begin');
    await page.getByLabel(/Choose the file/).setInputFiles({
      ...{ name: 'list.csv', mimeType: 'text/csv' },
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
    });
    await seen(page, 'This is a picture, not a list.');
    await page.getByLabel(/Or paste the numbers/).fill('646 555 7110, Kim\n646 555 7111\nnobody');
    await tap(page, 'Take these numbers');
    await page.getByRole('heading', { name: 'What its columns hold' }).waitFor();
    await look(page, 'imports-group');
  });

  it('says that a file is too big before anything of it is sent', async () => {
    const page = await house.open('/desk/people/imports', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('radio', { name: /^Another program/ }).click();
    await tap(page, 'Begin');
    await page.getByText('32 MB at most').waitFor();
    await page.getByLabel(/Choose the file/).setInputFiles({
      ...{ name: 'people.json', mimeType: 'application/json' },
      buffer: Buffer.alloc(33 * 1024 * 1024, ' '),
    });
    await page.getByRole('alert').getByText('▲ This file has 33 MB').waitFor();
    await lookTwice(page, 'imports-too-big');
    await page.setViewportSize(phone);
    await look(page, 'imports-too-big');
    await page.getByText('▲ waits for its file').waitFor();
  });
});
