import { describe, expect, it } from 'vitest';
import { listPresence } from '../../src/features/calls/contract.ts';
import { claimReport, sendReport } from '../../src/features/hotline/contract.ts';
import { listShiftsNow } from '../../src/features/shifts/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

/** Somebody on shift in a role who has not checked in: what the demo says of it is taken back. */
async function notYetHere(role: string) {
  const desk = await house.member({ role: 'coordinator' }, 'desk');
  const me = (await desk.call(listShiftsNow, {})).items.filter((s) => s.role === role).at(-1)!;
  await house.meddle(`delete from duties where shift_id = '${me.id}'`);
  await house.meddle(`update shifts set checked_in_at = null, missed_at = now() where id = '${me.id}'`);
  const presence = async () =>
    (await desk.call(listPresence, {})).items.find((p) => p.personId === me.personId);
  return { me, presence };
}

describe('checking in from the field app', () => {
  it('is kept without a connection, with the time of the tap, and sent when there is one', async () => {
    const { me, presence } = await notYetHere('verifier');
    expect(await presence()).toMatchObject({ state: 'missed', dutyId: null });
    const line = await house.line();
    const page = await house.open('/field/', {
      ...{ ...phone, as: { person: me.personId }, over: line },
      expected: /ERR_|Failed to load|WebSocket/,
    });
    await page.getByRole('button', { name: 'My shifts' }).click();
    const mine = page.getByRole('article').filter({ hasText: 'Verifier' }).first();
    await mine.getByRole('button', { name: 'I am here' }).waitFor();
    await look(page, 'field-check-in');
    line.cut();
    await mine.getByRole('button', { name: 'I am here' }).click();
    await mine.getByText(/Kept: here since/).waitFor();
    await page.getByText(/saved/i).first().waitFor();
    await look(page, 'field-check-in-kept');
    await fitsNarrow(page, 'field-check-in-kept');
    expect(await presence()).toMatchObject({ state: 'missed' });
    line.mend();
    await page.getByRole('heading', { name: 'You are on duty' }).waitFor();
    await mine.getByText(/✓ Here since/).waitFor();
    expect(await presence()).toMatchObject({ state: 'free' });
    await page.getByText('My hours').click();
    await page.getByText(/Counted from when you were there/).waitFor();
    await look(page, 'field-hours');
  });
});

describe('the board', () => {
  it('shows who is here, who has not come, and lets one sign on and rest', async () => {
    const { me } = await notYetHere('operator');
    const page = await house.open('/desk', { ...desktop, as: { person: me.personId } });
    const strip = page.getByRole('region', { name: 'Who is here' });
    await strip
      .getByRole('listitem')
      .filter({ hasText: `${me.callSign} not checked in since` })
      .waitFor();
    await lookTwice(page, 'board-presence-missed');
    await strip.getByRole('button', { name: 'I am here: operator' }).click();
    await strip.getByText('not checked in').waitFor({ state: 'detached' });
    await strip.getByRole('button', { name: 'Take a break' }).click();
    await strip.getByText(/on a break since/).waitFor();
    await look(page, 'board-presence');
    await page.setViewportSize(phone);
    await look(page, 'board-presence');
    await fitsNarrow(page, 'board-presence');
    await strip.getByRole('button', { name: 'Back from the break' }).click();
    await strip.getByText(/on a break since/).waitFor({ state: 'detached' });
  });
});

describe('a hand-over', () => {
  /** Two operators on shift, the first of whom has a report and a form open. */
  async function twoAtDesk() {
    const any = await house.member({ role: 'coordinator' }, 'desk');
    const on = (await any.call(listShiftsNow, {})).items.filter((s) => s.role === 'operator');
    const [out, come] = on as [(typeof on)[number], (typeof on)[number]];
    const desk = await house.member({ person: out.personId }, 'desk');
    const report = newId();
    await house.call(sendReport, {
      body: {
        id: report,
        what: 'Two vans by the laundromat',
        tense: 'now',
        where: { text: 'Roosevelt and 82nd' },
        language: 'en',
      },
    });
    await desk.call(claimReport, { params: { id: report } });
    return { out, come };
  }

  it('is offered with a note, read and taken over by one key; the board and signing out say what is open', async () => {
    const { out, come } = await twoAtDesk();
    const leaving = await house.open('/desk', { ...desktop, as: { person: out.personId } });
    await leaving.getByRole('button', { name: /sign out/ }).click();
    const me = leaving.getByRole('dialog', { name: out.callSign });
    await me.getByText('Still open with you: 1 claimed report.').waitFor();
    await look(leaving, 'desk-before-leaving');
    await me.getByRole('link', { name: 'Hand over first' }).click();
    const own = leaving.getByRole('region', { name: 'Yours' });
    await own
      .getByRole('list', { name: 'Open with you' })
      .getByText(/Report/)
      .waitFor();
    await own.getByLabel('Note for who comes').fill('The caller from 82nd rings back at six.');
    await own.getByRole('button', { name: 'Offer to hand over' }).click();
    await own.getByText('✓ offered').waitFor();
    await lookTwice(leaving, 'handover-own');

    const coming = await house.open('/desk', { ...desktop, as: { person: come.personId } });
    await coming.getByRole('link', { name: '▲ 1 desk to take over' }).click();
    const waiting = coming.getByRole('article', { name: `${out.callSign}, operator` });
    await waiting.getByText('The caller from 82nd rings back at six.').waitFor();
    const since = coming.getByRole('region', { name: /Since you left/ });
    await since
      .getByText(/report/)
      .first()
      .waitFor();
    await lookTwice(coming, 'handover');
    await coming.setViewportSize(phone);
    await look(coming, 'handover');
    await fitsNarrow(coming, 'handover');
    await coming.setViewportSize(desktop);
    await since.getByRole('radio', { name: 'Español' }).click();
    await since.getByText(/aviso/).first().waitFor();
    await coming.keyboard.press('Escape');
    await coming.locator('h1').click();
    await coming.keyboard.press('t');
    await coming.getByText(`You have taken over from ${out.callSign}: 1 claimed report.`).waitFor();
    await coming.getByText('Nobody waits to be relieved').waitFor();
    const mine = coming.getByRole('region', { name: 'Yours' });
    await mine
      .getByRole('list', { name: 'Open with you' })
      .getByText(/Report/)
      .waitFor();
    await own.getByText('You are not on duty.').waitFor();
  });

  it('reads what happened aloud, in the language chosen', async () => {
    const any = await house.member({ role: 'coordinator' }, 'desk');
    const on = (await any.call(listShiftsNow, {})).items.filter((s) => s.role === 'dispatcher');
    const page = await house.open('/desk/handover', { ...desktop, as: { person: on[0]!.personId } });
    const since = page.getByRole('region', { name: /Since you left/ });
    const lines = since.getByRole('listitem');
    await lines.first().waitFor();
    await since.getByRole('radio', { name: '中文' }).click();
    await since
      .getByText(/报告|没有发生/)
      .first()
      .waitFor();
    // The browser under test has no voice: what it is given to say is written down.
    await page.evaluate(
      'window.said = []; speechSynthesis.speak = ({ lang, text }) => said.push({ lang, text })',
    );
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('a');
    await since.getByRole('button', { name: 'Stop reading' }).waitFor();
    const said = (await page.evaluate('said')) as { lang: string; text: string }[];
    expect(said.map((s) => s.text)).toEqual(await lines.allInnerTexts());
    expect(new Set(said.map((s) => s.lang))).toEqual(new Set(['zh-Hans']));
    await page.keyboard.press('a');
    await since.getByRole('button', { name: 'Read aloud' }).waitFor();
    await look(page, 'handover-read');
  });
});

describe('hours', () => {
  it('of a chapter are shown when asked for, as a picture and as a table', async () => {
    const page = await house.open('/desk/rota/hours', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('button', { name: 'Show hours' }).click();
    const shown = page.getByRole('region', { name: /^Hours of/ });
    await shown
      .getByText(/at night/)
      .first()
      .waitFor();
    await lookTwice(page, 'rota-hours');
    await page.setViewportSize(phone);
    await look(page, 'rota-hours');
    await fitsNarrow(page, 'rota-hours');
    await page.setViewportSize(desktop);
    await page.locator('h1').click();
    await page.keyboard.press('t');
    await shown.getByRole('columnheader', { name: 'By role' }).waitFor();
    await look(page, 'rota-hours-table');
    const file = page.getByRole('form', { name: 'These hours as a file' });
    await file.getByLabel('What for').fill('To report hours to the fund that pays meals');
    await file.getByRole('button', { name: 'Ask a second person' }).click();
    await file.getByRole('link', { name: 'See it under Exports' }).click();
    await page.getByRole('heading', { name: 'Exports' }).waitFor();
    await page.getByText(/^hours of 20/).waitFor();
    await look(page, 'exports-hours');
  });
});
