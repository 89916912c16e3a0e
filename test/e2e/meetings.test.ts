import { expect, it } from 'vitest';
import { listMeetings, readMeeting, saveAction, saveMeeting } from '../../src/features/meetings/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { dayAt, minuteAt } from '../../src/platform/wall.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();
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
  await look(page, 'meetings-plan');
  await plan.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Tenants’ evening' }).waitFor();

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
  await lookTwice(page, 'meeting');
  await page.setViewportSize(phone);
  await look(page, 'meeting');
  await fitsNarrow(page, 'meeting');
  await page.setViewportSize(desktop);
  await page.getByRole('link', { name: 'Screen for the room' }).click();
  await page.getByText('1 here').waitFor();
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
