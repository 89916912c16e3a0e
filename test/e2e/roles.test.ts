import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readCallout } from '../../src/features/callouts/contract.ts';
import { sendReport } from '../../src/features/hotline/contract.ts';
import { findPeople } from '../../src/features/people/contract.ts';
import en from '../../src/phones/messages/en.json' with { type: 'json' };
import es from '../../src/phones/messages/es.json' with { type: 'json' };
import { callOut, corner, incidentAt } from './crew.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

describe('the demo', () => {
  it('lets a visitor be anyone with one click', async () => {
    const page = await house.open('/en/demo', desktop);
    await lookTwice(page, 'demo');
    await page.setViewportSize(phone);
    await look(page, 'demo');
    await page.setViewportSize(desktop);
    await page.getByRole('button', { name: 'Coordinator' }).click();
    await page.getByRole('link', { name: 'Conduct' }).waitFor();
  });

  it('hangs its phones on a wall: a member answers, a resident reports', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const { id, asked } = await callOut(house, desk, await incidentAt(house, desk, corner), 'verify', corner);
    const { callSign, personId } = asked[0]!;
    const page = await house.open('/demo/phones', desktop);
    const theirs = page.getByRole('article', { name: callSign });
    await theirs.getByRole('listitem').first().waitFor();
    expect(await theirs.getByRole('list').innerText()).not.toContain('82 St');
    await lookTwice(page, 'phones');
    await theirs.getByRole('textbox').fill('YES 10');
    await theirs.getByRole('button', { name: en.send, exact: true }).click();
    await theirs.getByRole('listitem').filter({ hasText: '82 St' }).first().waitFor();
    const { assignments } = await desk.call(readCallout, { params: { id } });
    expect(assignments.find((one) => one.personId === personId)).toMatchObject({ state: 'accepted' });

    await page.getByLabel(en.language).selectOption('es');
    await tap(page, es.new);
    const resident = page.getByRole('article').first();
    await resident.getByText(es['new.hint']).waitFor();
    await resident
      .getByRole('textbox')
      .fill('Hay dos camionetas y agentes con chaleco en Canal St y Mott St, ahora mismo');
    await resident.getByRole('button', { name: es.send, exact: true }).click();
    await resident.getByText('Recibido').waitFor();
    await look(page, 'phones-es');
    await page.setViewportSize(phone);
    await look(page, 'phones');
    const board = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
    const card = board.locator('.card', { hasText: 'Hay dos camionetas' });
    await card.waitFor();
    await expect.poll(() => card.innerText()).toMatch(/text/);
    await expect.poll(() => card.innerText()).toMatch(/Spanish|es/);
  });
});

describe('a trainer', () => {
  it('comes to those who want to join, and plans trainings', async () => {
    const page = await house.open('/desk', { ...desktop, as: { role: 'trainer' } });
    await page.getByRole('heading', { level: 1, name: 'Joining' }).waitFor();
    await look(page, 'trainer-joining');
    await page.getByRole('link', { name: 'Trainings', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Trainings' }).waitFor();
    await lookTwice(page, 'trainer-trainings');
  });
});

describe('counsel', () => {
  it('stops all call-outs with one act; the desk is told, and nobody is asked until it is lifted', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const incident = await incidentAt(house, desk, 'Canal St & Mott St');
    const board = await house.open(`/desk/?incident=${incident}`, { ...desktop, as: { role: 'dispatcher' } });
    await seen(board, '● online');
    const page = await house.open('/desk/stops', { ...desktop, as: { role: 'counsel' } });
    await tap(page, /^Stop all call-outs/);
    await page.getByRole('dialog', { name: 'Stop all call-outs' }).waitFor();
    await look(page, 'counsel-asking');
    await page
      .getByRole('dialog')
      .getByLabel(/counsel is reviewing/i)
      .check();
    await tap(page, /Stop now/);
    await seen(page, '■ stopped');
    await lookTwice(page, 'counsel-stopped');

    await seen(board, 'Call-outs are stopped');
    await board.getByRole('button', { name: /Ask verifiers/ }).click();
    await seen(board, 'Counsel has stopped call-outs');
    await lookTwice(board, 'desk-stopped');
    await expect(callOut(house, desk, incident, 'verify', 'Canal St & Mott St')).rejects.toThrow(
      /422.*Counsel has stopped/,
    );

    await tap(page, 'Lift the stop');
    await page.getByText('■ stopped').waitFor({ state: 'detached' });
    await board.getByText('Call-outs are stopped').waitFor({ state: 'detached' });
  });
});

describe('a coordinator', () => {
  it('reads a complaint and suspends; another reviews it', async () => {
    const as = await house.member({ role: 'coordinator' }, 'desk');
    const { items } = await as.call(findPeople, { body: { q: 'qu', role: 'observer' } });
    const someone = items[0]!;
    const page = await house.open('/desk/conduct', { ...desktop, as: { role: 'coordinator' } });
    await seen(page, '▲ open');
    await lookTwice(page, 'coordinator-conduct');
    await tap(page, /Suspend the member it is about/);
    await page.getByLabel('Call sign').fill(someone.callSign);
    await page.getByRole('dialog').getByRole('button', { name: 'Find' }).click();
    await page
      .getByRole('list', { name: 'Members found' })
      .getByRole('button', { name: someone.callSign })
      .click();
    await page.getByLabel(/^Why/).fill('Stood in a doorway, twice, after being asked to move.');
    await look(page, 'coordinator-suspend');
    await tap(page, 'Suspend now');
    await seen(page, '▲ to be reviewed');
    const counsel = await house.open('/desk/conduct', { ...desktop, as: { role: 'counsel' } });
    await tap(counsel, 'Review it');
    await tap(counsel, 'Uphold');
    await seen(counsel, '1 of 2 reviews');
    await look(counsel, 'counsel-review');
    await page.setViewportSize(phone);
    await look(page, 'coordinator-conduct');
  });
});

describe('the legal desk', () => {
  it('alone reads that someone was detained', async () => {
    const what = 'My uncle was taken this morning';
    await house.call(sendReport, {
      body: { kind: 'detained', what, where: { text: 'Fordham Rd' }, tense: 'before', contact: 'a number' },
    });
    const board = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' }, expected: /403/ });
    await seen(board, '1 with the legal desk');
    expect(await board.locator('body').innerText()).not.toContain('uncle');
    await board.goto(house.at('/desk/legal'));
    await board.getByText('A member of the legal desk has it; you are here as dispatcher.').waitFor();
    await lookTwice(board, 'desk-legal-refused');
    await board
      .getByRole('navigation', { name: 'Where you may go' })
      .getByRole('link', { name: 'Map' })
      .click();
    await board.getByRole('heading', { level: 1, name: 'Map' }).waitFor();
    // What only the server knows to be another's is said in the same way.
    await board.goto(house.at('/desk/rota/patterns'));
    await board.getByText('It is about which shifts are needed each week.').waitFor();
    await look(board, 'desk-refused-by-the-server');

    const page = await house.open('/desk', { ...desktop, as: { role: 'legal' } });
    await seen(page, '▲ nobody has it');
    await lookTwice(page, 'legal-intakes');
    await tap(page, 'Take it');
    await seen(page, what);
    const thread = page.locator('.thread-lines');
    await thread.getByText(what).waitFor();
    await page.getByLabel('Write down what they say').fill('At nine, at the corner, with his bag.');
    await tap(page, 'Keep it');
    await thread.getByText('At nine, at the corner, with his bag.').waitFor();
    await page.getByLabel('Write to them').fill('Thank you. We look for him.');
    await page.getByLabel('Write to them').press('Control+Enter');
    await thread.getByText('waits on the page of their receipt').waitFor();
    await lookTwice(page, 'legal-intake');
    await page.setViewportSize(phone);
    await look(page, 'legal-intake-390');
    await page.setViewportSize(desktop);
    await page.goto(house.at('/desk/messages'));
    await page.getByText('Somebody detained').first().click();
    await thread.getByText('We look for him').waitFor();
    await look(page, 'legal-messages');
    await page.goto(house.at('/desk/legal'));
    await tap(page, 'It is handed on');
    await seen(page, 'No intake waits');
  });
});

describe('a drill', () => {
  it('is started at the desk, is marked as one, and can be stopped', async () => {
    const page = await house.open('/desk/drills', { ...desktop, as: { role: 'dispatcher' } });
    await page.getByLabel(/60 × faster/).check();
    await lookTwice(page, 'drill-start');
    await tap(page, 'Start a drill');
    await page.getByRole('region', { name: 'Drill' }).waitFor();
    await page.locator('.timeline .entry').nth(2).waitFor();
    await lookTwice(page, 'drill-running');
    await page.getByRole('link', { name: 'Board' }).click();
    await page.locator('.card').filter({ hasText: 'DRILL' }).first().waitFor();
    await lookTwice(page, 'drill-board');
    await page.getByRole('link', { name: 'Follow or stop it' }).click();
    await tap(page, 'Stop the drill');
    await page.getByRole('region', { name: 'Drill' }).waitFor({ state: 'detached' });
    await seen(page, 'stopped');
    await look(page, 'drill-stopped');
  });
});
