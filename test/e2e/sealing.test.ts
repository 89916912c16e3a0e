import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import { readTimeline } from '../../src/features/incidents/contract.ts';
import { callOut, corner, goThere, incidentAt, sayYes, until } from './crew.ts';
import { desktop, openHouse, phone } from './house.ts';

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
