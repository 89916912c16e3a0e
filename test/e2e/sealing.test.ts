import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import { sendReport } from '../../src/features/hotline/contract.ts';
import { readTimeline } from '../../src/features/incidents/contract.ts';
import type { ListedKeys } from '../../src/features/keys/contract.ts';
import { makeKeyPair, toBase64 } from '../../src/platform/seal/index.ts';
import { alter } from './browser.ts';
import { callOut, corner, goThere, incidentAt, sayYes, until } from './crew.ts';
import { desktop, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

/** Everything that a page sends. */
function sentBy(page: Page): () => string {
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.url(), request.postData() ?? ''));
  return () => bodies.join('\n');
}

it('words leave a browser sealed, at the desk and in the field, and the desk reads them', async () => {
  const desk = await house.member({ role: 'dispatcher' }, 'desk');
  const incident = await incidentAt(house, desk, corner);
  const { asked } = await callOut(house, desk, incident, 'verify', corner);
  for (const one of asked) await sayYes(one);
  for (const one of asked) await goThere(one);
  const words = async () =>
    (await desk.call(readTimeline, { params: { id: incident } })).items.map((entry) => entry.words);

  const board = await house.open(`/desk/incidents/${incident}`, { ...desktop, as: { role: 'dispatcher' } });
  const sentByDesk = sentBy(board);
  await board.getByLabel('Note on the timeline').fill('A quiet street by now');
  await board.getByRole('button', { name: 'Add' }).click();
  await board.getByText('A quiet street by now').last().waitFor();
  await until(async () => (await words()).includes('A quiet street by now'));
  expect(sentByDesk()).toContain('"sealed"');
  expect(sentByDesk()).not.toContain('quiet street');

  // What a verifier says on the telephone is sealed where the dispatcher types it.
  const { callSign } = asked[1]!;
  await board.getByText(`${callSign} found, by phone`).click();
  await lookTwice(board, 'desk-found-by-phone');
  await board.getByLabel(`What ${callSign} said`).fill('A film crew with permits');
  await board.getByRole('button', { name: 'Nothing there' }).last().click();
  await until(async () => (await words()).includes('A film crew with permits'));
  expect(sentByDesk()).not.toContain('film crew');

  const field = await house.open('/field', { ...phone, as: { person: asked[0]!.personId } });
  const sentByField = sentBy(field);
  await field.getByRole('button', { name: 'Note' }).first().click();
  await field.getByRole('textbox').fill('Two left on foot');
  await field.getByRole('button', { name: 'Send' }).click();
  await until(async () => (await words()).includes('Two left on foot'));
  expect(sentByField()).toContain('"sealed"');
  expect(sentByField()).not.toContain('on foot');
  expect((await desk.call(callouts.listCallouts, { query: { incidentId: incident } })).items).toHaveLength(1);
});

it('a phone seals to no key that the signed list does not name, says so, and keeps what is written', async () => {
  const desk = await house.member({ role: 'dispatcher' }, 'desk');
  const incident = await incidentAt(house, desk, corner);
  const { asked } = await callOut(house, desk, incident, 'verify', corner);
  for (const one of asked) await sayYes(one);
  for (const one of asked) await goThere(one);
  const entries = async () => (await desk.call(readTimeline, { params: { id: incident } })).items;
  const own = await makeKeyPair();

  const field = await house.open('/field', { ...phone, as: { person: asked[0]!.personId } });
  const sent = sentBy(field);
  await alter(field, '**/api/v1/keys/listed*', async (answer) => {
    const given = (await answer.json()) as ListedKeys;
    const publicKey = toBase64(own.publicKey);
    const items = given.items.map((key) => (key.ring === 'desk' ? { ...key, epoch: 2, publicKey } : key));
    return { json: { ...given, items } };
  });
  await field.reload();
  await field.getByText('Stop: the keys do not fit').waitFor();
  await field.getByRole('button', { name: 'Note' }).first().click();
  await field.getByRole('textbox').fill('Two left on foot');
  await field.getByRole('button', { name: 'Send' }).click();
  await field.getByText('Saved, will send: 1').waitFor();
  await lookTwice(field, 'field-keys-refused');
  await field.getByRole('button', { name: 'What to do' }).click();
  await field.getByText('Phone the desk').waitFor();
  await lookTwice(field, 'field-keys-what-to-do');
  await field.getByRole('button', { name: 'Back' }).click();
  // A step without words does not wait for it.
  await field.getByRole('button', { name: 'I am all right' }).click();
  await until(async () => (await entries()).some(({ kind }) => kind === 'assignment.check-in'));
  expect(sent()).not.toContain('on foot');
  expect(sent()).not.toContain('/note');

  await field.unroute('**/api/v1/keys/listed*');
  await field.reload();
  await field.getByText('Stop: the keys do not fit').waitFor({ state: 'detached' });
  await until(async () => (await entries()).some(({ words }) => words === 'Two left on foot'));
  expect(sent()).not.toContain('on foot');
});

it('people and places are found by name and number, in the browser alone', async () => {
  const tell = (what: string, kind: 'sighting' | 'detained', contact?: string) =>
    house.call(sendReport, { body: { what, kind, contact, where: { text: corner }, tense: 'before' } });
  await tell('Two vans at a laundry', 'sighting', 'José Muñoz, 212 555 0142');
  await tell('Two vans', 'sighting', '张伟');
  await tell('Lupe Ibáñez was put into a van', 'detained');

  const board = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
  const sent = sentBy(board);
  const look = async (page: Page, typed: string) => {
    await page.keyboard.press('Control+k');
    await page.getByLabel('Do something, or find').fill(typed);
  };
  await board.getByText('Two vans at a laundry').first().waitFor();
  await look(board, 'jose munoz');
  const hit = board.getByRole('option', { name: /Roosevelt Av & 82 St/ });
  await hit.waitFor();
  await lookTwice(board, 'desk-found');
  await hit.click();
  await board.waitForURL(/report=/);
  await look(board, '张伟');
  await board.getByRole('option', { name: /Roosevelt Av & 82 St/ }).waitFor();
  await board.getByLabel('Do something, or find').fill('+1 212 555 0142');
  await board.getByRole('option', { name: /Roosevelt Av & 82 St/ }).waitFor();
  // What was seen is not searched, and what is the legal desk's is not found here.
  for (const typed of ['laundry', 'lupe']) {
    await board.getByLabel('Do something, or find').fill(typed);
    await board.getByText('Nobody by that name').waitFor();
  }
  await board.keyboard.press('Escape');
  for (const word of ['munoz', 'laundry', '张伟', 'lupe', '0142']) expect(sent()).not.toContain(word);

  const legal = await house.open('/desk/legal', { ...desktop, as: { role: 'legal' } });
  await legal.getByRole('heading', { name: 'Legal desk' }).waitFor();
  await look(legal, 'ibanez');
  await legal.getByRole('option', { name: /Lupe Ibáñez/ }).click();
  await legal.getByRole('link', { name: 'Every open intake' }).waitFor();
  await legal.getByText('Lupe Ibáñez was put into a van').first().waitFor();
});
