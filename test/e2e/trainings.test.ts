import { describe, expect, it } from 'vitest';
import { checkIn, listSessions, readRoster } from '../../src/features/trainings/contract.ts';
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
    const [scanned, listed, elsewhere] = before as [
      (typeof before)[0],
      (typeof before)[0],
      (typeof before)[0],
    ];
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
  });
});
