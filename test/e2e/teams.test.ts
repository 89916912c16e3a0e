import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as c from '../../src/features/teams/contract.ts';
import words from '../../src/features/teams/field/words/en.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

describe('the desk', () => {
  it('reads what teams do and need, makes one, and finds help by need', async () => {
    const page = await house.open('/desk/teams', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('heading', { level: 3, name: 'Doors and cards' }).first().waitFor();
    await lookTwice(page, 'teams');
    await page.setViewportSize(phone);
    await look(page, 'teams');
    await fitsNarrow(page, 'teams');
    await page.setViewportSize(desktop);

    await tap(page, 'Make a team…');
    const form = page.getByRole('dialog', { name: 'Make a team' });
    await form.getByLabel('Name').fill('Rides');
    await form.getByLabel('What it does').fill('Drives supplies to trainings and back.');
    await form.getByRole('button', { name: 'Add a need' }).click();
    await form.getByLabel('Can do').selectOption('driving');
    await lookTwice(page, 'teams-make');
    await form.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { level: 3, name: 'Rides' }).waitFor();

    await page.getByRole('link', { name: 'Find driving supplies' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Find help' }).waitFor();
    await page.locator('select').filter({ hasText: 'the whole network' }).selectOption('');
    await page.getByRole('main').getByRole('button', { name: 'Find', exact: true }).click();
    const found = page.getByRole('list', { name: 'Found' });
    await found.getByRole('listitem').first().waitFor();
    await expect.poll(() => found.getByRole('listitem').count()).toBe(5);
    await page.getByText(/looks this hour/).waitFor();
    const ask = page.getByLabel(/^Could you help with/);
    await ask.fill('Come to the corner of 82nd');
    await page.getByRole('alert').getByText('people are sent by a call-out only').waitFor();
    await ask.fill('drive ten boxes of cards on Saturday');
    await found.getByRole('button', { name: /^Ask / }).first().click();
    await found.getByText('… asked').waitFor();
    await lookTwice(page, 'teams-find');
    await page.setViewportSize(phone);
    await look(page, 'teams-find');
    await fitsNarrow(page, 'teams-find');
  });
});

describe('a member', () => {
  it('says that they may be found, answers who asks, joins a team and leaves it', async () => {
    // Whoever says so now is the only one, and so the one who is asked.
    await house.meddle('delete from findable_people');
    const admin = await house.member({ role: 'admin' }, 'desk');
    const team = { name: 'Night kitchen', does: 'Cooks for late meetings.', needs: [] };
    await admin.call(c.makeTeam, { body: { id: newId(), chapterId: null, ...team } });

    const page = await house.open('/field', { ...phone, as: { role: 'observer' } });
    await tap(page, words.title);
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    await page.getByText(words.foundOff).waitFor();
    await page.getByLabel(words['skill.design'], { exact: true }).click();
    await tap(page, words.findMe);
    await page.getByText(words.saved).waitFor();
    await page.getByText(words.foundOn).waitFor();
    await lookTwice(page, 'field-teams');
    await fitsNarrow(page, 'field-teams');

    const kitchen = page.locator('section').filter({ hasText: team.name });
    await kitchen.getByRole('button', { name: words.join }).click();
    await kitchen.getByText(words.asking).waitFor();
    await kitchen.getByRole('button', { name: words.takeBack }).click();
    await kitchen.getByRole('button', { name: words.join }).waitFor();

    const id = newId();
    const { found } = await admin.call(c.findByNeed, {
      body: { id, teamId: null, need: { skill: 'design' } },
    });
    const [only] = found.people;
    expect(found.people).toHaveLength(1);
    await admin.call(c.askForNeed, {
      params: { id },
      body: { personId: only!.personId, words: 'lay out a card in two languages' },
    });
    await page.reload();
    await page.getByText('lay out a card in two languages').waitFor();
    await look(page, 'field-teams-asked');
    await tap(page, words.yes);
    await page.getByText(words.said).waitFor();
    const { items } = await admin.call(c.listNeeds, {});
    expect(items[0]!.people).toMatchObject([{ standing: 'yes' }]);
  });

  it('who leads a team finds help for it by need', async () => {
    const admin = await house.member({ role: 'admin' }, 'desk');
    const helper = await house.member({ role: 'verifier' }, 'field');
    await helper.call(c.chooseFindable, { body: { skills: ['cooking'] } });
    const lead = await house.member({ role: 'observer' }, 'field');
    const id = newId();
    const team = { name: 'Soup line', does: 'Cooks on Fridays.', needs: [] };
    await admin.call(c.makeTeam, { body: { id, chapterId: null, ...team } });
    await lead.call(c.joinTeam, { params: { id }, body: {} });
    const personId = lead.session.personId!;
    await admin.call(c.setPart, { params: { id }, body: { personId, part: 'lead' } });
    const page = await house.open('/field', { ...phone, as: { role: 'observer' } });
    await tap(page, words.title);
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    const own = page.locator('section').filter({ hasText: team.name });
    await own.getByRole('button', { name: words.find }).click();
    await page.getByRole('heading', { level: 1, name: words.findTitle }).waitFor();
    await page.getByLabel(words.findSkill).selectOption('cooking');
    await page.getByRole('button', { name: words.findGo, exact: true }).click();
    const ask = page.getByRole('button', { name: /^Ask / }).first();
    await ask.waitFor();
    await page.getByLabel(words.findWords).first().fill('cook soup for forty');
    await ask.click();
    await page.getByText(words.findAsked).first().waitFor();
    await lookTwice(page, 'field-find-help');
    await fitsNarrow(page, 'field-find-help');
  });
});
