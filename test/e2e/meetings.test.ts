import { expect, it } from 'vitest';
import {
  answerMine,
  checkIn,
  listGuests,
  listMeetings,
  listMine,
  readMeeting,
  saveAction,
  saveMeeting,
  setHelper,
} from '../../src/features/meetings/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { dayAt, minuteAt } from '../../src/platform/wall.ts';
import { openCamera } from './camera.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const camera = openCamera();
const house = openHouse({ camera: camera.path });
const zone = 'America/New_York';

/** An evening that is about to begin, online, so that it needs no notice. */
async function evening(title: string) {
  const boss = await house.member({ role: 'coordinator' }, 'desk');
  const now = new Date();
  const id = newId();
  await boss.call(saveMeeting, {
    params: { id },
    body: {
      ...{ chapterId: null, audience: 'public', press: 'open', languages: ['en', 'es'], interpreted: ['zh'] },
      ...{ day: dayAt(now, zone), startMinute: minuteAt(now, zone), lengthMinutes: 120, capacity: null },
      ...{ doors: 4, quorum: { kind: 'number', of: 2 } },
      details: {
        ...{ title, about: 'What happened, what comes next.', place: '', link: 'https://meet.example.org/1' },
        ...{ access: 'Captions are on', handouts: [{ title: 'Know your rights, one page' }] },
      },
      items: ['Welcome', 'Rota and trainings', 'Who takes what on'].map((name, n) => ({
        ...{ id: newId(), title: name, minutes: 5 + 10 * n, ownerId: null, ownerName: n ? 'Ana' : null },
      })),
    },
  });
  return { id, boss };
}

it('the desk plans, runs and writes a meeting, and the room sees it', async () => {
  const page = await house.open('/desk/meetings', { ...desktop, as: { role: 'coordinator' } });
  await page.getByRole('link', { name: 'Monthly meeting' }).waitFor();
  await lookTwice(page, 'meetings');
  await page.getByRole('button', { name: 'Plan a meeting…' }).click();
  const plan = page.getByRole('dialog', { name: 'Plan a meeting' });
  await plan.getByLabel('Title').fill('Tenants’ evening');
  await plan.getByLabel('Address to join online').fill('https://meet.example.org/tenants');
  await plan.getByLabel('Item 1', { exact: true }).fill('Who speaks with the landlord');
  await plan.getByLabel('Again').selectOption('week');
  await plan.getByLabel('Times in all').fill('4');
  await look(page, 'meetings-plan');
  await plan.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Tenants’ evening' }).waitFor();
  await page.getByRole('button', { name: 'Change…' }).click();
  const change = page.getByRole('dialog', { name: 'Change the meeting' });
  await change.getByLabel('Places').fill('80');
  await change.getByLabel('This and the 3 meetings after it').click();
  await look(page, 'meetings-change');
  await change.getByRole('button', { name: 'Save' }).click();
  await page.getByText('0 of 80').waitFor();
  await page.getByRole('button', { name: 'Call off…' }).click();
  const off = page.getByRole('dialog', { name: 'Call the meeting off' });
  await off.getByLabel('This and the 3 meetings after it').click();
  await look(page, 'meetings-call-off');
  await off.getByRole('button', { name: 'Call them off' }).click();
  await page.getByText('✕ called off').waitFor();

  const { id, boss } = await evening('Evening on the rota');
  await page.goto(house.at(`/desk/meetings/${id}`));
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Go to Rota and trainings' }).click();
  await page.getByRole('timer').waitFor();
  await page.getByLabel('Notes on Rota and trainings').fill('Friday lacks an operator.');
  await page.getByRole('button', { name: 'Write a decision…' }).click();
  const decision = page.getByRole('dialog', { name: 'Write a decision' });
  await decision.getByLabel('What was decided').fill('A second first aid training is held.');
  await decision.getByLabel('By vote').click();
  await decision.getByLabel('For', { exact: true }).fill('12');
  await decision.getByRole('button', { name: 'Write it down' }).click();
  await page.getByText('12 for, 0 against, 0 abstained').waitFor();
  await page.getByRole('button', { name: 'Write an action…' }).click();
  const action = page.getByRole('dialog', { name: 'Write an action' });
  await action.getByLabel('What is to be done').fill('Ask the library for a room');
  await action.getByRole('button', { name: 'Write it down' }).click();
  await page.getByText('nobody yet: anyone in the room may take it').waitFor();
  await page.getByRole('button', { name: 'Sign up…' }).click();
  const signUp = page.getByRole('dialog', { name: 'Sign somebody up' });
  await signUp.getByLabel('Name').fill('Luz');
  await signUp.getByRole('button', { name: 'They are here' }).click();
  await page.getByRole('list', { name: 'People' }).getByText('Luz').waitFor();
  await page.getByRole('button', { name: 'Write an action…' }).click();
  await action.getByLabel('What is to be done').fill('Bring the projector');
  await action.getByLabel('Who is here or said that they come').click();
  await action.getByLabel('Name or call sign').fill('lu');
  await look(page, 'meeting-action');
  await action.getByRole('button', { name: 'Luz' }).click();
  await action.getByText('gave no way to be reached: not reminded').waitFor();
  await action.getByRole('button', { name: 'Write it down' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Bring the projector' }).getByText('Luz').waitFor();
  await boss.call(checkIn, {
    params: { id },
    body: {
      ...{ id: newId(), at: new Date().toISOString(), door: 1, name: 'Noor' },
      reach: 'noor@example.org',
    },
  });
  await page.getByRole('list', { name: 'People' }).getByText('Noor').waitFor();
  await page.getByRole('button', { name: 'Book a training…' }).click();
  const booking = page.getByRole('dialog', { name: 'Book a training for who is here' });
  await booking.getByLabel('Training').selectOption({ index: 1 });
  await booking.getByRole('button', { name: 'Tick all 1' }).click();
  await lookTwice(page, 'meeting-book');
  await booking.getByRole('button', { name: 'Book 1 person' }).click();
  const booked = page.getByRole('dialog', { name: 'Booked' });
  await booked.getByText('Noor').waitFor();
  await look(page, 'meeting-booked');
  await booked.getByRole('button', { name: 'Done' }).click();
  await booked.waitFor({ state: 'hidden' });
  await lookTwice(page, 'meeting');
  await page.setViewportSize(phone);
  await look(page, 'meeting');
  await fitsNarrow(page, 'meeting');
  await page.setViewportSize(desktop);
  await page.getByRole('link', { name: 'Screen for the room' }).click();
  await page.getByText('2 here').waitFor();
  await page.getByRole('img', { name: /^QR code: check in/ }).waitFor();
  await look(page, 'meeting-screen');
  expect(await page.locator('.room').innerText()).not.toContain('Luz');
  await page.getByRole('link', { name: 'Leave this screen' }).click();
  await page.getByRole('button', { name: 'End the meeting…' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByText('▲ minutes are a draft').waitFor();
  await page.getByRole('link', { name: 'Minutes' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('✓ approved').waitFor();
  await look(page, 'meeting-minutes');
  const kept = await boss.call(readMeeting, { params: { id } });
  expect(kept.items[1]!.notes).toBe('Friday lacks an operator.');
  const past = await boss.call(listMeetings, { query: { past: '1' } });
  expect(past.items.map((m) => m.title)).toContain('Monthly meeting');
});

it('a neighbour says that they come, checks in by the screen’s code and takes something on, without an account', async () => {
  const { id, boss } = await evening('Open evening');
  const words = 'Bring the receiver';
  await boss.call(saveAction, {
    params: { id, of: newId() },
    body: { itemId: null, words, ownerId: null, ownerName: null, dueOn: null },
  });
  const page = await house.open('/es/meetings', phone);
  await page.getByRole('link', { name: /Open evening/ }).waitFor();
  await look(page, 'meetings-public');
  await page.goto(house.at(`/en/meetings/${id}`));
  await page.getByLabel('A name to call you by').fill('Noor');
  await look(page, 'meeting-public');
  await page.getByRole('button', { name: 'I will come' }).click();
  await page.getByRole('heading', { name: 'Your code for the door' }).waitFor();
  const code = await page.locator('.receipt').innerText();
  await look(page, 'meeting-code');
  const room = await house.open(`/desk/meetings/${id}/screen`, { ...desktop, as: { role: 'coordinator' } });
  const letters = await room.locator('.letters').innerText();
  await page.goto(house.at('/en/m'));
  await page.getByLabel('Code').fill(letters);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Your code, if you have one').fill(code);
  await look(page, 'meeting-here');
  await page.getByRole('button', { name: 'I am here' }).click();
  await page.getByText('You are checked in. Welcome.').waitFor();
  await page.getByLabel('My name may be shown on the screen').click();
  await page.getByRole('button', { name: 'I take this on' }).click();
  await page.getByText('It is yours. Thank you.').waitFor();
  await look(page, 'meeting-room-phone');
  await fitsNarrow(page, 'meeting-room-phone');
  await room.getByText('1 here').waitFor();
  await room.getByText('Noor').waitFor();
});

it('a member says in the field app that they come, and with what they need, and reads what was decided', async () => {
  await evening('Evening of the members');
  const page = await house.open('/field#meetings', { ...phone, as: { role: 'operator' } });
  const own = page.getByRole('region', { name: 'Evening of the members' });
  await own.locator('summary', { hasText: 'Languages, access' }).click();
  await own.getByText('Captions are on').waitFor();
  await lookTwice(page, 'field-meetings');
  await own.getByRole('button', { name: 'I will come' }).click();
  await own.getByText('You said that you come.').waitFor();
  await own.locator('summary', { hasText: 'What do you need' }).click();
  await own.getByLabel(/What do you need/).fill('A chair near the door');
  await own.getByRole('button', { name: 'Tell them' }).click();
  await own.getByText('You need: A chair near the door').waitFor();
  await own.getByRole('img', { name: /^Your code for the door/ }).waitFor();
  await lookTwice(page, 'field-meeting-coming');
  await fitsNarrow(page, 'field-meeting-coming');
  await page.setViewportSize(desktop);
  await lookTwice(page, 'field-meeting-coming');
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: /^Monthly meeting/ }).click();
  await page.getByRole('heading', { name: 'Who does what' }).waitFor();
  await lookTwice(page, 'field-minutes');
  await fitsNarrow(page, 'field-minutes');
});

it('a door reads codes by camera, goes on without a connection, and two people count the hat blindly', async () => {
  const { id, boss } = await evening('Evening at the door');
  const params = { id };
  const body = { coming: true, access: '' };
  const guests = [];
  for (const role of ['observer', 'verifier', 'legal'] as const) {
    const guest = await house.member({ role }, 'field');
    await guest.call(answerMine, { params, body });
    guests.push(guest);
  }
  const [scanned, listed, elsewhere] = guests.map(({ session }) => session.callSign!);
  const { items } = await guests[0]!.call(listMine, {});
  await camera.show(`${house.at('/m/')}${items.find((one) => one.id === id)!.code!}`);
  const helper = await house.member({ role: 'counsel' }, 'field');
  await boss.call(setHelper, { params, body: { personId: helper.session.personId!, helps: true } });

  const line = await house.line();
  const person = helper.session.personId!;
  const page = await house.open('/field#meetings', {
    ...phone,
    as: { person },
    over: line,
    expected: /ERR_/,
  });
  const own = page.getByRole('region', { name: 'Evening at the door' });
  await own.getByRole('button', { name: 'Keep a door' }).click();
  await page.getByRole('heading', { level: 1, name: 'Evening at the door' }).waitFor();
  await page.getByText('0 here, 3 expected').waitFor();
  await page.getByLabel('2', { exact: true }).click();
  await lookTwice(page, 'field-meeting-door');
  await page.getByRole('button', { name: 'Scan codes' }).click();
  await page.getByText(`${scanned} is here.`).waitFor();
  await page.getByText('1 here, 3 expected').waitFor();
  await look(page, 'field-meeting-scan');
  await page.getByRole('button', { name: 'End scanning' }).click();

  line.cut();
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await row(listed!).getByRole('button', { name: 'Is here' }).click();
  await page.getByText(`Kept on this phone: ${listed}.`).waitFor();
  await page.getByText('Sign somebody up').click();
  await page.getByLabel('Name (may be empty)').fill('Luz');
  await page.getByRole('button', { name: 'They are here' }).click();
  await page.getByText('Luz is here.').waitFor();
  await page.getByText('Saved, will send: 2').waitFor();
  // Another door has let somebody in whom this phone does not see yet.
  const { items: list } = await boss.call(listGuests, { params });
  const theirs = list.find((guest) => guest.name === elsewhere)!;
  const at = new Date().toISOString();
  await boss.call(checkIn, { params, body: { id: newId(), at, door: 3, way: 'list', guestId: theirs.id } });
  await row(elsewhere!).getByRole('button', { name: 'Is here' }).click();
  await page.getByText('Saved, will send: 3').waitFor();
  await row(elsewhere!).getByText('not sent yet', { exact: false }).waitFor();
  await look(page, 'field-meeting-offline');
  line.mend();
  const came = async () => {
    const { items } = await boss.call(listGuests, { params });
    return items
      .filter((guest) => guest.arrivedAt)
      .map(({ name, door }) => `${name} ${door}`)
      .sort();
  };
  const all = [`${scanned} 2`, `${listed} 2`, `${elsewhere} 3`, 'Luz 2'].sort();
  await expect.poll(came, { timeout: 20_000 }).toEqual(all);
  await page.getByText('4 here, 4 expected').waitFor();
  await fitsNarrow(page, 'field-meeting-door');

  const count = async (on: typeof page, amount: string) => {
    await on.getByLabel(/^What I counted/).fill(amount);
    await on.getByRole('button', { name: 'My count' }).click();
  };
  await page.getByText('Count the hat').click();
  await page.getByText('Two people count', { exact: false }).waitFor();
  await count(page, '87.65');
  await page.getByText('Your count is in: $87.65.').waitFor();
  const second = await house.open(`/field#meetings-door-${id}`, { ...phone, as: { role: 'coordinator' } });
  await second.getByText('Count the hat').click();
  await second.getByText('One count is in. A second person counts now.').waitFor();
  expect(await second.locator('main').innerText()).not.toContain('87');
  await count(second, '80');
  await second.getByText('The two counts differ.', { exact: false }).waitFor();
  await look(second, 'field-hat-differs');
  await count(second, '$87,65');
  await second.getByText('Your count is in: $87.65.').waitFor();
  await page.getByText('One new count is in.', { exact: false }).waitFor();
  await count(page, '87.65');
  await page.getByText('Two people counted the same: $87.65.').waitFor();
  await lookTwice(page, 'field-hat-agreed');
  await second.getByText('Two people counted the same: $87.65.').waitFor();
});
