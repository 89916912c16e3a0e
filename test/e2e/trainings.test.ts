import { describe, expect, it } from 'vitest';
import {
  checkIn,
  listSessions,
  planSessions,
  type RosterLine,
  readRoster,
} from '../../src/features/trainings/contract.ts';
import { qrText } from '../../src/features/trainings/rules.ts';
import { newId } from '../../src/platform/id.ts';
import { openCamera } from './camera.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const camera = openCamera();
const house = openHouse({ camera: camera.path });

const offline = /ERR_/;
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('Somebody without an account', () => {
  it('finds a session, takes a seat and gives it back, without a script', async () => {
    const page = await house.open('/es/trainings', {
      ...phone,
      ...{ scripts: false, lang: 'es-US', expected: /400/ },
    });
    await look(page, 'trainings');
    await fitsNarrow(page, 'trainings');
    await page.goto(house.at('/en/trainings?place=online'));
    await page
      .getByRole('link', { name: /^Register for Know your rights/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Know your rights' }).waitFor();
    await page.getByRole('button', { name: 'Take a seat' }).click();
    await page.getByRole('alert').waitFor();
    await look(page, 'trainings-errors');
    await page.getByLabel('What shall we call you?').fill('Sparrow');
    await page.getByLabel('How can we reach you?').fill('(917) 555-0142');
    await page.getByRole('button', { name: 'Take a seat' }).click();
    await page.getByText('You have a seat.').waitFor();
    await look(page, 'trainings-mine');
    await page.setViewportSize(desktop);
    await lookTwice(page, 'trainings-mine');
    await page.getByRole('button', { name: 'I cannot come' }).click();
    await page.getByText('You have no seat in this session now.').waitFor();
  });
});

describe('At the desk', () => {
  it('a coordinator plans a series, sees who comes, and who could be the next trainer', async () => {
    const page = await house.open('/desk/trainings', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
    await lookTwice(page, 'desk-trainings');
    await page.getByRole('button', { name: 'New session or series…' }).click();
    const form = page.getByRole('dialog', { name: 'New session or series' });
    await form.getByLabel('Address, on the public page').fill('Elm Hall, 12 Elm Street');
    await form.getByLabel('How many').fill('3');
    await form
      .getByText('Nobody is a certified trainer here yet.')
      .or(form.getByText(/within 30 days/).first())
      .waitFor();
    await look(page, 'desk-trainings-new');
    await form.getByRole('button', { name: 'Plan 3 sessions' }).click();
    await page.getByText('3 sessions planned; now at /trainings.').waitFor();
    await form.waitFor({ state: 'detached' });
    await page.getByText('Elm Hall, 12 Elm Street').nth(2).waitFor();
    await page.getByRole('link', { name: 'Observer', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Who comes' }).waitFor();
    await lookTwice(page, 'desk-training');
    await page.setViewportSize(phone);
    await look(page, 'desk-training');
    await page.goto(house.at('/desk/trainings/trainers'));
    await page.getByRole('heading', { name: 'Who could be next' }).waitFor();
    await look(page, 'desk-trainers');
    await page.setViewportSize(desktop);
    await lookTwice(page, 'desk-trainers');
  });
});

describe('The calendar of sessions', () => {
  it('shows a month by day, keeps it in the address, and leads to a session and back', async () => {
    // A day with more sessions than a cell shows at once.
    const admin = await house.member({ role: 'admin' }, 'desk');
    const { items } = await admin.call(listSessions, { query: { from: day(0), to: day(20) } });
    const { course, modules, chapterId } = items[0]!;
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
    for (let n = 0; n < 4; n++)
      await admin.call(planSessions, {
        body: {
          ...{ ids: [newId()], everyWeeks: 1, course, modules, chapterId, form: 'online', place: null },
          ...{ link: 'https://example.org/room', capacity: 12, languages: ['en'], access: [], trainers: [] },
          ...{ day: today, startMinute: 1439, lengthMinutes: 60 },
        },
      });
    const page = await house.open('/desk/trainings', { ...desktop, as: { role: 'admin' } });
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
    await page.getByRole('button', { name: 'Month', exact: true }).click();
    const month = page.getByRole('region', { name: 'Sessions by day' });
    await month.waitFor();
    await expect.poll(() => page.url()).toMatch(/\/trainings\?month=20\d\d-\d\d$/);
    // Of the days that are shown, one is today; the demo has sessions on either side of it.
    await month.locator('[aria-current="date"]').getByText('today').waitFor();
    await month
      .getByText(/\d+ of \d+ seats/)
      .first()
      .waitFor();
    await month
      .getByText(/\d+ more session/)
      .first()
      .click();
    await lookTwice(page, 'desk-trainings-month');
    await page.setViewportSize(phone);
    await lookTwice(page, 'desk-trainings-month');
    await fitsNarrow(page, 'desk-trainings-month');
    await page.setViewportSize(desktop);
    const shown = page.getByRole('heading', { level: 2 });
    const before = await shown.innerText();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => shown.innerText()).not.toBe(before);
    await page.reload();
    await month.getByRole('link').first().waitFor();
    expect(await shown.innerText()).not.toBe(before);
    await page.keyboard.press('n');
    await expect.poll(() => shown.innerText()).toBe(before);
    await month.getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Who comes' }).waitFor();
    await page.getByRole('link', { name: `‹ Sessions of ${before}` }).click();
    await month.waitFor();
    await page.keyboard.press('l');
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
  });
});

describe('The page of a session', () => {
  it('checks in a paper list after showing what it means, and credits what somebody learnt before', async () => {
    const admin = await house.member({ role: 'admin' }, 'desk');
    const { items } = await admin.call(listSessions, { query: { from: day(0), to: day(20) } });
    // The last of them, so that the door below has another.
    const session = items
      .filter((s) => s.state === 'planned' && s.confirmed > 4 && Date.parse(s.startsAt) > Date.now())
      .at(-1)!;
    const params = { id: session.id };
    const roster = async () => (await admin.call(readRoster, { params })).items;
    const [coded, called] = (await roster()).filter((one) => one.state === 'confirmed') as [
      RosterLine,
      RosterLine,
    ];
    const page = await house.open(`/desk/trainings/${session.id}`, { ...desktop, as: { role: 'admin' } });
    await page.getByRole('button', { name: 'Check in from a list…' }).click();
    const list = page.getByRole('dialog', { name: 'Check in from a list' });
    await list.getByText('Nobody yet.').waitFor();
    await list.getByLabel(/^Codes, call signs or names/).fill(`${coded.code}\n${called.callSign}\nZuzana Q`);
    await list.getByText('✓ 2 of this session, to be checked in.').waitFor();
    await list.getByText(/Nobody of this session is called: Zuzana Q\./).waitFor();
    await lookTwice(page, 'desk-training-list');
    await page.setViewportSize(phone);
    await look(page, 'desk-training-list');
    await page.setViewportSize(desktop);
    await list.getByRole('checkbox', { name: /^They walked in/ }).click();
    await list.getByRole('button', { name: 'Check in 3' }).click();
    await list.waitFor({ state: 'detached' });
    await page.getByText('In: 3 of 3.').waitFor();
    await page.getByRole('cell', { name: 'Zuzana Q' }).first().waitFor();
    const there = (await roster()).filter((one) => one.cameAt);
    expect(there.map((one) => one.name).sort()).toEqual([coded.name, called.name, 'Zuzana Q'].sort());
    await look(page, 'desk-training-came');

    await page.getByRole('button', { name: `Credit training before: ${called.name}` }).click();
    const credit = page.getByRole('dialog', { name: /training before|learnt before/i });
    await credit.getByRole('checkbox').first().click();
    await credit.getByLabel(/What, where, when/).fill('A class of the library in May; the card was shown.');
    await lookTwice(page, 'desk-training-credit');
    await page.setViewportSize(phone);
    await look(page, 'desk-training-credit');
    await page.setViewportSize(desktop);
    await credit.getByRole('button', { name: 'Credit it' }).click();
    await credit.waitFor({ state: 'detached' });
    await page.getByText('Credited.').waitFor();
  });
});

describe('At the door', () => {
  it('a code is read by the camera, somebody is found by name without a connection, and a second door is told', async () => {
    const admin = await house.member({ role: 'admin' }, 'desk');
    const { items } = await admin.call(listSessions, { query: { from: day(0), to: day(10) } });
    const session = items.find(
      (s) => s.state === 'planned' && s.confirmed > 4 && Date.parse(s.startsAt) > Date.now(),
    )!;
    const params = { id: session.id };
    const before = (await admin.call(readRoster, { params })).items.filter(
      (one) => one.state === 'confirmed',
    );
    const [scanned, listed, elsewhere] = before as [RosterLine, RosterLine, RosterLine];
    await camera.show(qrText(scanned.code!));
    const line = await house.line();
    const lead = session.trainers.find((t) => t.part === 'lead')!;
    const page = await house.open('/field/#sessions', {
      ...{ ...phone, as: { person: lead.personId }, over: line, expected: offline },
    });
    await page.getByRole('heading', { name: 'You teach' }).waitFor();
    await look(page, 'field-sessions');
    await page.goto(`${line.origin}/field/#door-${session.id}`);
    await page.getByRole('button', { name: 'Scan' }).click();
    await page.getByText(`In: ${scanned.name}`).waitFor();
    await page.getByText('Hold the square code before the camera.').waitFor();
    await look(page, 'field-door-scan');
    await page.getByRole('button', { name: 'Camera off' }).click();
    const row = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
    await row(scanned.name).getByText(`by ${lead.callSign}`).waitFor();
    line.cut();
    await page.getByLabel('Name', { exact: false }).first().fill(listed.name);
    await row(listed.name).getByRole('button', { name: 'Check in' }).click();
    await row(listed.name).getByText('not sent yet').waitFor();
    await look(page, 'field-door-offline');
    // Meanwhile another door checks in somebody whom this phone does not see yet.
    await admin.call(checkIn, {
      params,
      body: { id: newId(), at: new Date().toISOString(), personId: elsewhere.personId },
    });
    await page.getByLabel('Name', { exact: false }).first().fill(elsewhere.name);
    await row(elsewhere.name).getByRole('button', { name: 'Check in' }).click();
    line.mend();
    await page.getByText(`${elsewhere.name} was already in`, { exact: false }).waitFor();
    // The phone sends what it kept as one list.
    const came = async () =>
      (await admin.call(readRoster, { params })).items
        .filter((one) => one.cameAt)
        .map((one) => one.personId)
        .sort();
    const all = [scanned, listed, elsewhere].map((one) => one.personId).sort();
    await expect.poll(came, { timeout: 20_000 }).toEqual(all);
    // What somebody learnt before, credited at the door; why leaves the phone sealed.
    await page.getByLabel('Name', { exact: false }).first().fill(scanned.name);
    await row(scanned.name)
      .getByRole('button', { name: /^Credit/ })
      .click();
    await page.getByRole('heading', { name: `What ${scanned.name} has learnt before` }).waitFor();
    await page.getByRole('checkbox').first().click();
    await page.getByLabel(/^What, where, when/).fill('A class of the library in May; the card was shown.');
    await lookTwice(page, 'field-door-credit');
    await fitsNarrow(page, 'field-door-credit');
    await page.getByRole('button', { name: 'Credit it' }).click();
    await page.getByText(`✓ Credited to ${scanned.name}.`).waitFor();
    await look(page, 'field-door-credited');
  });
});
