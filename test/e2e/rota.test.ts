import { describe, expect, it } from 'vitest';
import { findPeople } from '../../src/features/people/contract.ts';
import { listShiftsNow, readRota } from '../../src/features/shifts/contract.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

describe('a coordinator', () => {
  it('sees the week as a picture, as a table, as a month, and opens a day by keyboard', async () => {
    const page = await house.open('/desk/rota', { ...desktop, as: { role: 'coordinator' } });
    const picture = page.getByRole('region', { name: 'How the need is met, by role and day' });
    await picture.waitFor();
    await page.getByText(/▲ .* short on the days shown, to the end of .*\. Next:/).waitFor();
    await lookTwice(page, 'rota-week');
    await page.keyboard.press('t');
    await page.getByRole('table').waitFor();
    await expect.poll(() => page.getByRole('cell', { name: /▲/ }).count()).toBeGreaterThan(1);
    await look(page, 'rota-table');
    await page.keyboard.press('t');
    await page.keyboard.press('m');
    await page.getByRole('region', { name: 'What is short, by day' }).waitFor();
    await lookTwice(page, 'rota-month');
    await page.keyboard.press('w');
    await picture.waitFor();
    await picture
      .getByRole('button', { name: /^Operators/ })
      .nth(1)
      .focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Put on…/ })
      .first()
      .waitFor();
    await lookTwice(page, 'rota-day');
    await page.setViewportSize(phone);
    await look(page, 'rota-day');
    await fitsNarrow(page, 'rota-day');
    await page.keyboard.press('w');
    await picture.waitFor();
    await look(page, 'rota-week');
    await page.keyboard.press('m');
    await page.getByRole('region', { name: 'What is short, by day' }).waitFor();
    await look(page, 'rota-month');
  });

  it('puts whom nothing keeps on a free place, and reads why another may not', async () => {
    const page = await house.open('/desk/rota?view=day', {
      ...{ ...desktop, as: { role: 'coordinator' } },
      expected: /409|422/,
    });
    const span = page.locator('.rota-span');
    const later = async () => {
      const before = await span.innerText();
      await page.getByRole('button', { name: 'Later' }).click();
      await expect.poll(() => span.innerText()).not.toBe(before);
      await page.locator('.rota-picture[aria-busy="false"]').waitFor();
    };
    await page.locator('.rota-picture[aria-busy="false"]').waitFor();
    await later();
    const free = page.getByRole('listitem').filter({ hasText: /▲ 0 of \d needed/ });
    for (let day = 0; day < 7 && (await free.count()) === 0; day++) await later();
    await free
      .first()
      .getByRole('button', { name: /^Put on…/ })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Put somebody on' });
    await dialog.getByLabel('Call sign').fill('amber');
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('list', { name: 'Members found' }).getByRole('button').first().click();
    await dialog.getByRole('button', { name: 'Put on', exact: true }).click();
    await dialog
      .getByRole('alert')
      .getByText(/needs|rest|Another shift|hours/)
      .first()
      .waitFor();
    await lookTwice(page, 'rota-put-on');
    const could = dialog.getByRole('list', { name: 'Who could' }).getByRole('button').first();
    await could.click();
    await page.getByText(/has a place, and is told/).waitFor();
  });

  it('has four weeks filled by suggestion, looks at it, and publishes it', async () => {
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const { today } = await desk.call(readRota, { query: { from: '2026-01-01', days: 1 } });
    const from = new Date(Date.parse(today) + 29 * 86_400_000).toISOString().slice(0, 10);
    const page = await house.open(`/desk/rota?view=week&from=${from}`, {
      ...desktop,
      as: { role: 'coordinator' },
    });
    await page.getByRole('button', { name: 'Fill…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fill' });
    await dialog.getByRole('button', { name: 'Suggest', exact: true }).click();
    await dialog.getByText(/places suggested/).waitFor();
    await lookTwice(page, 'rota-fill');
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText(/places are suggested and not yet published/).waitFor();
    await look(page, 'rota-filled');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('dialog', { name: 'Publish' }).getByRole('button', { name: 'Publish' }).click();
    await page.getByText(/published; .* told/).waitFor();
    await page.getByRole('button', { name: 'Calendar…' }).click();
    const links = page.getByRole('dialog', { name: 'Calendar links' });
    await links.getByRole('button', { name: 'Make a link' }).click();
    await links.getByRole('textbox', { name: 'The network’s rota' }).waitFor();
    await lookTwice(page, 'rota-calendar');
  });

  it('plans a pattern, and a length that cannot be is refused with words', async () => {
    const page = await house.open('/desk/rota/patterns', {
      ...{ ...desktop, as: { role: 'coordinator' } },
      expected: /422/,
    });
    await page
      .getByRole('button', { name: /Change… Operators/ })
      .first()
      .waitFor();
    await lookTwice(page, 'rota-patterns');
    await page.getByRole('button', { name: 'New pattern…' }).click();
    const dialog = page.getByRole('dialog', { name: 'New pattern' });
    await dialog.getByLabel('Ends').fill('08:00');
    await dialog.getByRole('button', { name: 'Lay it out' }).click();
    await dialog.getByText(/ends when it begins/).waitFor();
    await lookTwice(page, 'rota-pattern');
    await dialog.getByLabel('Ends').fill('13:00');
    await dialog.getByRole('button', { name: 'Lay it out' }).click();
    await page.getByText('Laid out six weeks ahead, as drafts.').waitFor();
    await page.getByText(/8:00.AM to 1:00.PM/).waitFor();
    await page.setViewportSize(phone);
    await look(page, 'rota-patterns');
  });
});

describe('hours', () => {
  it('are published by a coordinator, who sees when people came and what to open next', async () => {
    const page = await house.open('/desk/rota/open-hours', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('table').waitFor();
    await page
      .getByText(/contacts a week\. It takes \d+ shifts/)
      .first()
      .waitFor();
    await lookTwice(page, 'rota-hours');
    await page.getByLabel('To', { exact: false }).first().fill('23:30');
    await page.getByRole('button', { name: 'Publish these hours' }).click();
    await page.getByText(/Published: Monday to Friday 7:00.AM to 11:30.PM; Saturday to Sunday/).waitFor();
    await page.setViewportSize(phone);
    await look(page, 'rota-hours');
    await fitsNarrow(page, 'rota-hours');
    const home = await house.open('/en', phone);
    await home.getByText(/A person answers calls Monday to Friday 7:00.AM to 11:30.PM/).waitFor();
    await look(home, 'home-hours');
  });

  it('a surge is laid out in one form, shown above the rota, and ended early', async () => {
    const page = await house.open('/desk/rota', { ...desktop, as: { role: 'coordinator' } });
    await page.getByRole('button', { name: 'Surge…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Surge' });
    await dialog.getByLabel('Verifiers').fill('3');
    await lookTwice(page, 'rota-surge');
    await dialog.getByRole('button', { name: 'Lay it out and invite' }).click();
    await page.getByText(/\d+ shifts laid out, open for taking; \d+ members invited\./).waitFor();
    await page.getByText(/operators 2, verifiers 3 more at any hour/).waitFor();
    await look(page, 'rota-surge-on');
    await page.getByRole('button', { name: /^End it… Surge/ }).click();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByText(/The surge has ended/).waitFor();
    await expect.poll(() => page.getByText(/more at any hour/).count()).toBe(0);
  });

  it('a chapter asks another for people, and takes it back', async () => {
    const page = await house.open('/desk/rota/loans', { ...desktop, as: { role: 'admin' } });
    await page.getByText('Nothing is asked or lent').waitFor();
    await page.getByRole('button', { name: 'Ask a chapter…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask a chapter' });
    await dialog.getByRole('option', { name: 'Queens' }).first().waitFor({ state: 'attached' });
    await dialog.getByRole('combobox').nth(0).selectOption({ label: 'Queens' });
    await dialog.getByRole('combobox').nth(1).selectOption({ label: 'Brooklyn' });
    await lookTwice(page, 'rota-loan-ask');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('▲ waits for you').waitFor();
    await lookTwice(page, 'rota-loans');
    await page.getByRole('button', { name: 'Lend: Queens from Brooklyn' }).click();
    await page.getByText('✓ agreed').waitFor();
    await page.setViewportSize(phone);
    await look(page, 'rota-loans');
    await fitsNarrow(page, 'rota-loans');
    await page.getByRole('button', { name: 'End it: Queens from Brooklyn' }).click();
    await page.getByText('ended', { exact: true }).waitFor();
  });

  it('and reminders are chosen where one is told of shifts', async () => {
    const page = await house.open('/desk/rota', { ...desktop, as: { role: 'coordinator' } });
    await page
      .getByRole('region', { name: 'Now, next and this week' })
      .getByText(/short|filled/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'What I am told…' }).click();
    const dialog = page.getByRole('dialog', { name: 'What I am told' });
    await dialog.getByRole('checkbox', { name: '12 hours' }).click();
    await lookTwice(page, 'rota-told');
    await dialog.getByRole('button', { name: 'Keep this' }).click();
    await page.getByText('Kept.').waitFor();
    await page.getByRole('button', { name: 'What I am told…' }).click();
    await dialog.getByRole('checkbox', { name: '12 hours', checked: true }).waitFor();
  });
});

describe('a member', () => {
  it('sees their shifts in the field app, offers one, gives one back, and a coordinator decides', async () => {
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const { items } = await desk.call(listShiftsNow, {});
    const me = items.find((s) => s.role === 'verifier')!;
    const page = await house.open('/field/', { ...phone, as: { person: me.personId } });
    await page.getByRole('button', { name: 'My shifts' }).click();
    await page.getByRole('heading', { level: 1, name: 'My shifts' }).waitFor();
    // The first card says what they are on duty as.
    const first = page.getByRole('article').filter({ hasText: 'Verifier' }).nth(1);
    await first.getByText('✓ Here since').waitFor();
    await lookTwice(page, 'field-shifts');
    await fitsNarrow(page, 'field-shifts');
    await first.getByRole('button', { name: 'Give back' }).click();
    await first.getByText(/a coordinator decides/).waitFor();
    await look(page, 'field-shifts-give-back');
    await first.getByRole('button', { name: 'Give it back' }).click();
    await page.getByText('Waits for a coordinator').waitFor();
    const later = page.getByRole('article').filter({ hasText: 'Verifier' }).nth(2);
    await page
      .getByText(/^Verifier: /)
      .first()
      .click();
    await later.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('button', { name: /^Ask / }).first().waitFor();
    await look(page, 'field-shifts-swap');
    await page.getByRole('button', { name: /^Ask / }).first().click();
    await page.getByText(/Swap with .* for/).waitFor();
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByLabel('Your link').waitFor();
    await look(page, 'field-shifts-calendar');

    const requests = await house.open('/desk/rota/requests', { ...desktop, as: { role: 'coordinator' } });
    await requests.getByRole('button', { name: `Approve: ${me.callSign}` }).waitFor();
    await lookTwice(requests, 'rota-requests');
    await requests.setViewportSize(phone);
    await look(requests, 'rota-requests');
    await requests.getByRole('button', { name: `Refuse… ${me.callSign}` }).click();
    await requests.getByLabel(/Why/).fill('Nobody else can tonight');
    await requests.getByRole('button', { name: 'Refuse it' }).click();
    await requests.getByText('Nothing waits for you').waitFor();
    await page.getByText('Refused: Nobody else can tonight').waitFor();
  });

  it('reads them without a connection too, in Chinese', async () => {
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const { items } = await desk.call(listShiftsNow, {});
    const me = items.filter((s) => s.role === 'verifier').at(-1)!;
    const line = await house.line();
    const page = await house.open('/field/', {
      ...{ ...phone, as: { person: me.personId }, over: line },
      expected: /ERR_|Failed to load|WebSocket/,
    });
    // The words of a language are fetched when it is chosen; the choice shows when they are there.
    await page.getByLabel('中文').click();
    await page.getByRole('button', { name: '我的班次' }).click();
    await page.getByText('核实员').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    line.cut();
    await page.reload();
    await page.getByText('核实员').first().waitFor();
    await page.getByText(/没有网络。这是/).waitFor();
    await look(page, 'field-shifts-offline');
    line.mend();
  });
});

describe('who sits alone at night', () => {
  it('has a buddy named at the desk, who agrees in the field app', async () => {
    const desk = await house.member({ role: 'coordinator' }, 'desk');
    const { today } = await desk.call(readRota, { query: { from: '2026-01-01', days: 1 } });
    const { slots } = await desk.call(readRota, { query: { from: today, days: 28 } });
    const slot = slots.find((one) => one.lacksBuddy && one.startsAt > new Date().toISOString())!;
    const alone = slot.seats.find(({ state }) => state === 'on')!;
    const day = new Date(slot.startsAt).toLocaleDateString('en-CA', { timeZone: 'America/New_York' });
    // Of the coordinator's own chapter: others are not shown.
    const { items } = await desk.call(findPeople, { body: { q: 'amber' } });
    const buddy = items.find(({ id, suspended }) => id !== alone.personId && !suspended)!;

    const page = await house.open(`/desk/rota?view=week&from=${day}`, {
      ...desktop,
      as: { role: 'coordinator' },
    });
    await page.getByText(/△ .* alone at night without a buddy\./).waitFor();
    await look(page, 'rota-thin');
    await page.goto(house.at(`/desk/rota?view=day&from=${day}`));
    await page.getByText('△ alone at night, no buddy').first().waitFor();
    await page
      .getByRole('button', { name: `Name a buddy for ${alone.callSign}` })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: `A buddy for ${alone.callSign}` });
    await dialog.getByLabel('Call sign').fill(buddy.callSign);
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('list', { name: 'Members found' }).getByText(buddy.callSign).click();
    await lookTwice(page, 'rota-buddy');
    await dialog.getByRole('button', { name: 'Ask them' }).click();
    await page.getByText(`${buddy.callSign} is asked, and answers in the app.`).waitFor();

    const field = await house.open('/field/', { ...phone, as: { person: buddy.id } });
    await field.getByRole('button', { name: 'My shifts' }).click();
    await field.getByText(`${alone.callSign} sits alone`).waitFor();
    await look(field, 'field-buddy');
    await field.getByRole('button', { name: 'Yes, I stand by' }).click();
    await field
      .getByText(new RegExp(`You stand by ${alone.callSign}`))
      .first()
      .waitFor();
    await page.getByText(`${buddy.callSign} ✓ stands by`).first().waitFor();
    await look(page, 'rota-buddy-agreed');
    await page.setViewportSize(phone);
    await look(page, 'rota-buddy-agreed');
  });
});
