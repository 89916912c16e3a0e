import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { listCourses } from '../../src/features/trainings/contract.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone, type Who } from './house.ts';

const house = openHouse();

describe('training in the field app', () => {
  it('is read, also without a connection, and asked about in a quiz that is handed in once', async () => {
    const line = await house.line();
    const page = await house.open('/field/', {
      ...{ ...phone, as: { role: 'observer' }, over: line },
      expected: /ERR_|Failed to load|WebSocket/,
    });
    await page.getByRole('button', { name: 'Courses' }).click();
    await page.getByRole('heading', { name: 'Yours' }).waitFor();
    await lookTwice(page, 'field-training');
    await fitsNarrow(page, 'field-training');
    await page.getByRole('button', { name: /^Dispatcher/ }).click();
    await page.getByRole('heading', { name: 'Modules' }).waitFor();
    await page.getByRole('heading', { name: 'Hand-outs' }).waitFor();
    await look(page, 'field-course');
    line.cut();
    await page.getByRole('button', { name: /From a report to an incident/ }).click();
    await page.getByText('Claim a report before you work on it').waitFor();
    await look(page, 'field-module');
    await page.getByRole('button', { name: 'I have read it and done the exercise' }).click();
    await page.getByRole('main').getByText('It stays marked as read on this phone').waitFor();
    await page.getByRole('button', { name: 'Back to the course' }).click();
    await page.getByRole('button', { name: /From a report to an incident.*✓ done/ }).waitFor();
    line.mend();
    await page.reload();
    await page.getByRole('button', { name: /From a report to an incident.*✓ done/ }).waitFor();
    const desk = await house.member({ role: 'observer' }, 'field');
    await expect
      .poll(
        async () =>
          (await desk.call(listCourses, { query: {} })).items.find((c) => c.id === 'dispatcher')?.modules[0]
            ?.done,
      )
      .toBe(true);
    await page.getByRole('button', { name: 'Take the quiz' }).click();
    const handIn = page.getByRole('button', { name: 'Hand in the answers' });
    await page.getByText('Open: 8').waitFor();
    for (const question of await page.getByRole('group').all())
      await question.locator('label').first().click();
    await page.getByText(/Open: \d/).waitFor({ state: 'detached' });
    await look(page, 'field-quiz');
    await handIn.click();
    await page.getByRole('heading', { name: /of 8 right/ }).waitFor();
    await look(page, 'field-quiz-result');
    await fitsNarrow(page, 'field-quiz-result');
  });

  it('is practised alone from the page of the observer’s course', async () => {
    // Somebody who has not had its practice.
    let as: Who | undefined;
    for (const role of ['legal', 'counsel', 'admin', 'coordinator'] as const) {
      const { items } = await (await house.member({ role }, 'field')).call(listCourses, { query: {} });
      if (items.some((one) => one.id === 'observer' && one.practice?.done === false)) as = { role };
    }
    expect(as).toBeDefined();
    const page = await house.open('/field/#courses.observer', { ...phone, as });
    const rehearse = page.getByRole('button', { name: 'Rehearse alone' });
    await rehearse.waitFor();
    await page.getByText('Nobody is called out.').waitFor();
    await page.getByRole('heading', { name: 'Hand-outs' }).waitFor();
    await lookTwice(page, 'field-course-observer');
    await fitsNarrow(page, 'field-course-observer');
    await rehearse.click();
    await page.getByRole('button', { name: 'I can go' }).waitFor();
    await look(page, 'field-course-rehearsal');
  });

  it('shows certificates as codes that a scanner reads, and checks them without a connection', async () => {
    const line = await house.line();
    const page = await house.open('/field/', {
      ...{ ...phone, as: { role: 'observer' }, over: line },
      expected: /ERR_|Failed to load|WebSocket/,
    });
    await page.getByRole('button', { name: 'Courses' }).click();
    await page.getByRole('button', { name: 'My certificates' }).click();
    const code = page.getByRole('img', { name: 'Code of the certificate “Observer”' });
    await code.waitFor();
    await lookTwice(page, 'field-cards');
    await fitsNarrow(page, 'field-cards');
    const picture = sharp(await code.screenshot())
      .ensureAlpha()
      .raw();
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    const token = decodeQR({ data: new Uint8Array(data), width: info.width, height: info.height });
    expect(token).toMatch(/^PLC1\.observer\./);

    await page.goto(`${line.origin}/field/#courses.check`);
    const field = page.getByRole('textbox', { name: /Code/ });
    await field.waitFor();
    line.cut();
    const check = async (text: string, answer: string) => {
      await field.fill(text);
      await page.getByRole('button', { name: 'Use this code' }).click();
      await page.getByRole('heading', { name: answer }).waitFor();
    };
    await check(token, '✓ Valid');
    await lookTwice(page, 'field-check-card');
    await check(token.replace('.observer.', '.dispatcher.'), 'Not from this network');
    await look(page, 'field-check-card-foreign');

    const open = await house.open('/certificate', phone);
    await open.getByLabel('What the code says').fill(token);
    await open.getByRole('button', { name: 'Check' }).click();
    await open.getByRole('heading', { name: '✓ Valid' }).waitFor();
    await lookTwice(open, 'certificate');
    await fitsNarrow(open, 'certificate');
  });
});

describe('the desk', () => {
  it('shows who holds what and which questions fail, and credits training before', async () => {
    const page = await house.open('/desk/courses', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('heading', { name: 'Who holds what' }).waitFor();
    await page.getByRole('heading', { name: 'Which questions fail most' }).waitFor();
    await lookTwice(page, 'courses');
    await page.getByRole('button', { name: 'Show who' }).click();
    await page.getByRole('list', { name: 'Ends soon' }).getByRole('link').first().waitFor();
    await page.getByLabel('Call sign').fill('quiet');
    await page.getByRole('main').getByRole('button', { name: 'Find' }).click();
    await page.getByRole('list', { name: 'Members found' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Credit training before' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Course').selectOption({ label: 'First aid, the basics' });
    await dialog.getByLabel('Look, call, help').click();
    await dialog.getByLabel(/What, where, when/).fill('A class of the Red Cross in May; the card was shown.');
    await look(page, 'courses-credit');
    await dialog.getByRole('button', { name: 'Credit it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Look, call, help (learnt before)').waitFor();
    await page.setViewportSize(phone);
    await look(page, 'courses');
    await fitsNarrow(page, 'courses');
  });
});
