import { describe, expect, it } from 'vitest';
import { callFromWall, listCalls, readCallLog } from '../../src/features/calls/contract.ts';
import { listDrafts, listReports } from '../../src/features/hotline/contract.ts';
import { listShiftsNow } from '../../src/features/shifts/contract.ts';
import en from '../../src/phones/messages/en.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

/** Somebody calls through the API, chooses English and a key, and waits. */
async function caller(key: string) {
  const address = `+1212555${Math.floor(1000 + Math.random() * 9000)}`;
  const id = newId();
  const act = (body: {
    do: 'ring' | 'look' | 'key' | 'words' | 'hangUp';
    turn?: number;
    digits?: string;
    words?: string;
  }) => house.call(callFromWall, { params: { address }, body: { id, ...body } });
  let call = await act({ do: 'ring' });
  for (const digits of ['1', key]) call = await act({ do: 'key', turn: call.turn, digits });
  return { call, act };
}

describe('the hotline’s telephone', () => {
  it('a newcomer calls from the wall and is answered at the desk, by keyboard alone', async () => {
    const operator = await house.member({ role: 'operator' }, 'desk');
    const { items } = await operator.call(listShiftsNow, {});
    const me = items.find(({ role }) => role === 'operator')!;
    const wall = await house.open('/demo/phones', desktop);
    await wall.getByRole('button', { name: en.new }).click();
    const fresh = wall.getByRole('article').first();
    await fresh.getByRole('button', { name: en.call, exact: true }).click();
    await fresh.getByText('For English, press 1.').waitFor();
    await fresh.getByRole('button', { name: 'Press 1', exact: true }).click();
    await fresh.getByText('If it is happening now, press 1.').waitFor();
    await look(wall, 'phones-call-menu');
    await fresh.getByRole('button', { name: 'Press 1', exact: true }).click();
    await fresh.getByText('You are next.').waitFor();

    const desk = await house.open('/desk', { ...desktop, as: { person: me.personId } });
    const ringing = desk.getByRole('alert', { name: 'Telephone' });
    await ringing.getByText('A caller waits').waitFor();
    await desk.getByRole('list', { name: 'Who is at the desk' }).getByText(me.callSign).waitFor();
    await lookTwice(desk, 'desk-ringing');
    await desk.keyboard.press('y');
    await desk.getByRole('heading', { name: 'Phoned-in report' }).waitFor();
    const mine = desk.getByRole('region', { name: 'Your call' });
    await mine.getByText('● In a call').waitFor();
    await fresh.getByText(en['call.talking']).waitFor();
    // What the caller said by keys is in the form already.
    await expect.poll(() => desk.getByRole('radio', { name: /now/i }).first().isChecked()).toBe(true);
    await look(desk, 'desk-in-call');
    await desk.locator('h1').click();
    await desk.keyboard.press('h');
    await mine.getByText('❚❚ On hold').waitFor();
    await fresh.getByText('Somebody will be back').waitFor();
    await desk.keyboard.press('h');
    await mine.getByText('● In a call').waitFor();
    await desk.getByLabel(/what/i).first().fill('Two vans outside the shop');
    await desk.getByLabel(/where/i).first().fill('Roosevelt Av & 82 St');
    await desk.keyboard.press('Control+Enter');
    await desk.getByText('✓ Sent.').waitFor();
    await desk.locator('h1').click();
    await desk.keyboard.press('g');
    await desk.getByRole('dialog', { name: 'Hand the call over' }).getByRole('radio').first().waitFor();
    await look(desk, 'desk-hand-over');
    await desk.keyboard.press('Escape');
    await desk.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.keyboard.press('d');
    await mine.waitFor({ state: 'detached' });
    await fresh.getByText('Thank you for calling. Goodbye.').waitFor();
    await look(wall, 'phones-call-over');

    const reports = (await operator.call(listReports, { query: {} })).items;
    expect(reports.map(({ door }) => door)).toContain('desk');
    await desk.getByRole('link', { name: 'Call log' }).click();
    await desk.getByRole('heading', { name: 'Call log' }).waitFor();
    await desk.getByRole('cell', { name: 'answered', exact: true }).waitFor();
    await lookTwice(desk, 'desk-call-log');
    await fitsNarrow(desk, 'desk-call-log');
    await desk.getByRole('link', { name: 'What callers hear' }).click();
    await desk.getByRole('heading', { name: '中文' }).waitFor();
    await look(desk, 'desk-prompts');
    await fitsNarrow(desk, 'desk-prompts');
  });

  it('a denunciation is noticed in mid-sentence: one key shows what to say, one ends the call, and only its kind is left', async () => {
    const operator = await house.member({ role: 'operator' }, 'desk');
    const me = (await operator.call(listShiftsNow, {})).items.find(({ role }) => role === 'operator')!;
    const { call } = await caller('1');
    const desk = await house.open('/desk', { ...desktop, as: { person: me.personId } });
    await desk.getByRole('alert', { name: 'Telephone' }).waitFor();
    await desk.keyboard.press('y');
    const mine = desk.getByRole('region', { name: 'Your call' });
    await mine.getByText('● In a call').waitFor();
    await desk.getByLabel(/what/i).first().fill('The man in 4B has no papers');
    await desk.getByText('✓ Draft saved.').waitFor();
    await desk.keyboard.press('Control+b');
    const which = desk.getByRole('dialog', { name: 'What kind of call is it?' });
    await which.getByRole('button', { name: 'Someone informs on a neighbour' }).waitFor();
    await look(desk, 'desk-branches');
    await desk.keyboard.press('1');
    await desk.getByRole('heading', { name: 'Nothing is written down here' }).waitFor();
    await desk.getByText('I will stop you there.').waitFor();
    await expect.poll(async () => (await operator.call(listDrafts, {})).items).toEqual([]);
    await lookTwice(desk, 'desk-branch-denunciation');
    await desk.keyboard.press('e');
    await mine.waitFor({ state: 'detached' });
    await desk.getByText('Written down: that such a call came.').waitFor();
    await expect.poll(() => desk.getByLabel(/what/i).first().inputValue()).toBe('');
    const { items } = await operator.call(readCallLog, { query: {} });
    expect(items.find(({ id }) => id === call.id)).toMatchObject({
      kind: 'denunciation',
      outcome: 'answered',
    });
    const reports = (await operator.call(listReports, { query: {} })).items;
    expect(JSON.stringify(reports)).not.toContain('4B');

    // By another telephone there is nothing to end; on a narrow screen what to say comes first.
    await desk.keyboard.press('Control+b');
    await which.waitFor();
    await desk.keyboard.press('3');
    await desk.getByText('Are you thinking about ending your life?').waitFor();
    await desk.getByText('988', { exact: true }).waitFor();
    await fitsNarrow(desk, 'desk-branch-suicidal');
    await desk.setViewportSize(phone);
    await look(desk, 'desk-branch-suicidal');
    await desk.setViewportSize(desktop);
    await desk.getByRole('radio', { name: '中文' }).click();
    await desk.getByText('您是在想结束自己的生命吗？').waitFor();
    // The first leaves the field, the second the branch.
    await desk.keyboard.press('Escape');
    await desk.keyboard.press('Escape');
    await desk.getByRole('heading', { name: 'Phoned-in report' }).waitFor();
    expect((await operator.call(listDrafts, {})).items).toEqual([]);
    await desk.getByRole('link', { name: 'Call log' }).click();
    await desk.getByText('Hard calls: 1 × a denunciation').waitFor();
    await look(desk, 'desk-call-log-kinds');
  });

  it('a message is a report; who asked to be called back is, by a number that is not shown', async () => {
    const operator = await house.member({ role: 'operator' }, 'desk');
    const me = (await operator.call(listShiftsNow, {})).items.find(({ role }) => role === 'operator')!;
    const { call, act } = await caller('0');
    expect(call.wants).toBe('words');
    const kept = await act({ do: 'words', turn: call.turn, words: 'Dos camionetas en Canal y Mott' });
    await act({ do: 'key', turn: kept.turn, digits: '1' });
    const desk = await house.open('/desk', {
      ...desktop,
      as: { person: me.personId },
      expected: /status of 422/,
    });
    await desk.locator('.card', { hasText: 'Dos camionetas' }).click();
    await desk.getByText('asked for it · number not shown').waitFor();
    expect(await desk.locator('main').innerText()).not.toMatch(/212\)?.?555/);
    await look(desk, 'desk-call-back');
    await desk.getByRole('button', { name: 'Call back' }).click();
    await desk.getByText('There is no telephone carrier here to call by.').waitFor();
  });

  it('rings on a phone-sized desk, shows a break and a missed call, and a hand-over to who has the other desk', async () => {
    const operator = await house.member({ role: 'operator' }, 'desk');
    const on = (await operator.call(listShiftsNow, {})).items.filter(({ role }) => role === 'operator');
    const [me, other] = on as [(typeof on)[number], (typeof on)[number]];
    const missed = await caller('2');
    await missed.act({ do: 'hangUp' });
    const desk = await house.open('/desk', { ...phone, as: { person: me.personId } });
    await desk.getByRole('link', { name: /1 missed call/ }).waitFor();
    await desk.getByRole('button', { name: 'Take a break' }).click();
    await desk.getByText('on a break').waitFor();
    await desk.getByRole('button', { name: 'Back from the break' }).click();
    await desk.getByText('on a break').waitFor({ state: 'detached' });
    await desk.keyboard.press('Control+h');
    const covered = desk.getByRole('region', { name: 'Your seat is covered' });
    await covered.getByText('somebody is being asked to call you').waitFor();
    await desk
      .getByRole('list', { name: 'Who is at the desk' })
      .getByText(/^covered/)
      .waitFor();
    await look(desk, 'desk-covered');
    await desk.setViewportSize(desktop);
    await lookTwice(desk, 'desk-covered');
    await desk.setViewportSize(phone);
    await covered.getByRole('button', { name: 'I am back' }).click();
    await covered.waitFor({ state: 'detached' });
    const waiting = await caller('1');
    await desk.getByRole('alert', { name: 'Telephone' }).waitFor();
    await look(desk, 'desk-ringing-phone');
    await desk.getByRole('button', { name: /Take the call/ }).click();
    await desk.getByRole('region', { name: 'Your call' }).waitFor();
    await desk.getByRole('button', { name: /Hand over/ }).click();
    await desk.getByRole('dialog').getByText(other.callSign).click();
    await desk.getByRole('button', { name: 'Ask them' }).click();
    await desk.getByText(`${other.callSign} is asked to take it over`).waitFor();

    const second = await house.open('/desk', { ...desktop, as: { person: other.personId } });
    const handed = second.getByRole('alert', { name: 'Telephone' });
    await handed.getByText(`${me.callSign} hands you a caller`).waitFor();
    await look(second, 'desk-handed');
    await second.keyboard.press('y');
    await second.getByRole('region', { name: 'Your call' }).getByText('● In a call').waitFor();
    await desk.getByRole('region', { name: 'Your call' }).waitFor({ state: 'detached' });
    await waiting.act({ do: 'hangUp' });
    await second.getByRole('region', { name: 'Your call' }).waitFor({ state: 'detached' });
    const { open } = await operator.call(listCalls, {});
    expect(open.map(({ id }) => id)).not.toContain(waiting.call.id);
  });
});
