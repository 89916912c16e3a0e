import { expect, it } from 'vitest';
import { writeOnPhone } from '../../src/features/channels/contract.ts';
import { listReports, sendReport } from '../../src/features/hotline/contract.ts';
import { listCallbacks } from '../../src/features/threads/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();
const number = '+12125550177';
const texts = (body: string) =>
  house.call(writeOnPhone, { params: { address: number }, body: { id: newId(), body } });

it('a reporter is written to from the desk, by keyboard, and two at the desk see each other', async () => {
  await texts('Dos camionetas en Roosevelt Av y la 82 St, ahora');
  await texts('1');
  await texts('También hay un autobús. ¿Qué hago?');
  const page = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
  const thread = page.locator('.thread-lines');
  const words = page.getByLabel('Write to them');

  // Beside the report.
  await page.getByText('▲ needs an answer').waitFor();
  await page.getByText('● online').waitFor();
  await page.keyboard.press('j');
  await thread.getByText('También hay un autobús').waitFor();
  await page.keyboard.press('w');
  await page.keyboard.type('Please come to the corner');
  await page.getByText('▲ This asks somebody to come').waitFor();
  await words.fill('');
  await page.getByLabel('Reviewed sentence').selectOption({ label: 'Is it still going on?' });
  await page.getByText('That says: Is it still going on?').waitFor();
  await expect.poll(() => words.inputValue()).toBe('¿Sigue pasando?');
  await lookTwice(page, 'thread-report');
  await words.press('Control+Enter');
  await thread.locator('.line-desk', { hasText: '¿Sigue pasando?' }).getByText('delivered').waitFor();
  await page.getByText('▲ needs an answer').waitFor({ state: 'detached' });

  // On a screen of their own, where another of the desk has it open as well.
  await page.goto(house.at('/desk/messages'));
  const row = page.locator('.threads .card');
  await row.getByText('Sigue pasando').waitFor();
  await texts('Sí, siguen aquí');
  await page.getByText('● unread').waitFor();
  await page.keyboard.press('j');
  await thread.getByText('Sí, siguen aquí').waitFor();
  await page.getByText('● unread').waitFor({ state: 'detached' });
  const other = await house.open('/desk/messages', { ...phone, as: { role: 'operator' } });
  await other.getByText('Reporter, Jackson Heights').click();
  await other.getByLabel('Write to them').fill('Gracias');
  await page.getByText('is typing').waitFor();
  await lookTwice(page, 'messages');
  await lookTwice(other, 'messages-390');
  await page.keyboard.press('a');
  await page.getByText('with you').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Gracias. Quédese donde esté a salvo.');
  // What was typed is still there after a reload.
  await page.reload();
  await page.getByLabel('Write to them').waitFor();
  await expect.poll(() => words.inputValue()).toBe('Gracias. Quédese donde esté a salvo.');
  await words.press('Control+Enter');
  await other.locator('.line-desk', { hasText: 'Quédese' }).waitFor();
  await words.press('Escape');
  await page.keyboard.press('e');
  await page.getByText('Nobody waits').waitFor();
  await page.keyboard.press('u');
  await row.getByText('Reporter, Jackson Heights').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('No thread is open').waitFor();
  await look(page, 'messages-none-open');
});

it('a document goes with a reply, and who has no such way reads so before they choose one', async () => {
  await texts('¿Tienen la tarjeta de derechos?');
  const page = await house.open('/desk/messages', { ...desktop, as: { role: 'dispatcher' } });
  await page.getByText('Reporter, Jackson Heights').click();
  const bytes = Buffer.from('%PDF-1.7 a card');
  const chosen = { name: 'tarjeta de derechos.pdf', mimeType: 'application/pdf', buffer: bytes };
  await page.getByLabel('Picture or PDF to go with it').setInputFiles(chosen);
  await page.getByRole('button', { name: 'Remove tarjeta de derechos.pdf' }).waitFor();
  await page.getByLabel('Write to them').fill('Aquí está la tarjeta.');
  await lookTwice(page, 'thread-file');
  await page.getByLabel('Write to them').press('Control+Enter');
  const line = page.locator('.line-desk', { hasText: 'Aquí está la tarjeta.' });
  await line.getByText('With tarjeta de derechos.pdf, 1 KB').waitFor();
  await page.getByText('Add a file…').waitFor();
  await page.setViewportSize(phone);
  await look(page, 'thread-file-390');
  const wall = await house.open(`/demo/phones?phone=${encodeURIComponent(number)}`, phone);
  await wall.getByText('tarjeta de derechos.pdf').first().waitFor();
});

it('a message to the wrong report is moved, and taken back', async () => {
  await texts('Y en Canal St ya se fueron');
  const page = await house.open('/desk/messages', { ...desktop, as: { role: 'dispatcher' } });
  await page.getByText('Reporter, Jackson Heights').click();
  const line = page.locator('.thread-lines li', { hasText: 'Y en Canal St' });
  await house.call(sendReport, {
    body: { what: 'Police on Canal', where: { text: 'Canal St & Bowery' }, tense: 'now' },
  });
  await line.getByRole('button', { name: 'Move…' }).click();
  await page.getByRole('radio', { name: 'Report: Police on Canal' }).check();
  await lookTwice(page, 'thread-move');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await line.getByText(/Moved to another report by/).waitFor();
  await line.getByRole('button', { name: 'Take it back' }).click();
  await line.getByRole('button', { name: 'Move…' }).waitFor();
});

it('who asked to be called is on a list with their time', async () => {
  const contact = '917 555 0100, after six, ask for Ana';
  await house.call(sendReport, {
    body: { what: 'Two vans', where: { text: 'Canal St & Bowery' }, tense: 'now', contact },
  });
  const page = await house.open('/desk/messages', {
    ...desktop,
    as: { role: 'operator' },
    expected: /ERR_FAILED/,
  });
  await page.getByRole('button', { name: 'Callbacks 1' }).click();
  await page.getByRole('button', { name: contact }).waitFor();
  await page.getByRole('button', { name: 'Set a time…' }).click();
  await page.getByLabel('The time they asked for').fill('2030-01-01T18:00');
  // Without an answer the time stays where it was typed.
  await page.route('**/callbacks/*/time', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('no time set yet').waitFor({ state: 'detached' });
  const boss = await house.member({ role: 'dispatcher' }, 'desk');
  const { items } = await boss.call(listCallbacks, {});
  expect(items.map((c) => c.dueAt)).toEqual(['2030-01-01T23:00:00.000Z']);
  await lookTwice(page, 'callbacks');
  await page.getByRole('button', { name: 'Not reached' }).click();
  await page.getByText('✕ not reached').waitFor();
  await page.setViewportSize(phone);
  await look(page, 'callbacks-390');
});

it('whoever wrote on the page reads the reply behind their receipt', async () => {
  const sent = await fetch(house.at('/api/v1/reports'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      what: 'Two vans',
      where: { text: 'Canal St & Bowery' },
      tense: 'now',
      language: 'zh',
    }),
  });
  const { receipt } = (await sent.json()) as { receipt: string };
  const desk = await house.member({ role: 'dispatcher' }, 'desk');
  const { items } = await desk.call(listReports, { query: { open: '1' } });
  const page = await house.open(`/desk?report=${items.at(-1)!.id}`, {
    ...desktop,
    as: { role: 'dispatcher' },
    expected: /ERR_FAILED/,
  });
  await page.getByLabel('Reviewed sentence').selectOption({ label: 'Is it still going on?' });
  await page.getByLabel('Write to them').press('Control+Enter');
  await page.getByText('waits on the page of their receipt').waitFor();
  // It arrives and no answer comes back: other words after that are another message.
  const words = page.getByLabel('Write to them');
  await page.route('**/replies', (route) => route.fetch().then(() => route.abort()), { times: 1 });
  await words.fill('谢谢');
  await words.press('Control+Enter');
  await page.locator('.reply').getByRole('alert').waitFor();
  await words.fill('谢谢，请小心');
  await words.press('Control+Enter');
  await page.locator('.line-desk', { hasText: '请小心' }).waitFor();
  await expect.poll(() => page.locator('.line-desk', { hasText: '谢谢' }).count()).toBe(2);
  const resident = await house.open(`/zh/report/${receipt.replaceAll(' ', '-')}`, phone);
  await resident.getByText('值班人员的留言').waitFor();
  await lookTwice(resident, 'receipt-reply');
});
