import { describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';

const line = atSwitchboard();
const { calling, calls, minutes, number, phoneOf, ringing } = line;

describe('the menu', () => {
  it('offers each language in itself, then says the menu in the one that was chosen', async () => {
    const phone = await line.board.carrier.call(number());
    expect(phone.heard.map((h) => h.language)).toEqual(['en-US', 'es-US', 'cmn-CN']);
    expect(phone.last).toContain('Para español, oprima 2');
    await phone.press('2');
    expect(phone.last).toContain('no se graba');
    expect(phone.last).toContain('Si detuvieron a alguien, oprima 3');
    expect(new Set(phone.heard.map((h) => h.language))).toEqual(new Set(['es-US']));
  });

  it('says itself again after a wrong key or none, then calls somebody all the same', async () => {
    const phone = await line.board.carrier.call(number());
    await phone.press('1');
    await phone.press('7');
    expect(phone.last).toMatch(/^Sorry, that did not come through. If it is happening now/);
    await phone.wait();
    expect(phone.last).toMatch(/^Sorry/);
    await phone.wait();
    expect(phone.last).toContain('We are calling everyone at the desk');
    await line.board.settle();
    expect(ringing(line.board.operators)).toBe(3);
  });

  it('falls to the first language where none is chosen', async () => {
    const phone = await line.board.carrier.call(number());
    for (let n = 0; n < 3; n++) await phone.wait();
    expect(phone.last).toContain('If it is happening now, press 1');
  });

  it('reads out the rights, and comes back', async () => {
    const phone = await calling('4');
    expect(phone.last).toMatch(/I have the right to (remain|stay) silent|I want to stay silent/);
    expect(phone.last).not.toContain('__');
    await phone.press('9');
    expect(phone.last).toContain('press 1');
    await phone.hangUp();
    expect((await calls()).missed.filter((c: { choice: string }) => c.choice === 'rights')).toEqual([]);
  });
});

describe('in a flood', () => {
  it('a new number presses two spoken digits first; one known to be good does not', async () => {
    const known = number();
    const good = await calling('1', known);
    await phoneOf(line.board.operators[0]!).pickUp();
    await line.board.carrier.phones.findLast((p) => p.to === line.board.operators[0]!.phone)!.press('1');
    await line.board.settle();
    await good.hangUp();
    minutes(11);
    for (let n = 0; n < 20; n++) await (await line.board.carrier.call(number())).hangUp();
    const stranger = await line.board.carrier.call(number());
    await stranger.press('1');
    const [, first, second] = /press (\d), then (\d)/.exec(stranger.last)!;
    await stranger.press(first === '9' ? '11' : '99');
    expect(stranger.last).toMatch(/^Sorry/);
    await stranger.press(`${first}${second}`);
    expect(stranger.last).toContain('If it is happening now');
    const again = await line.board.carrier.call(known);
    await again.press('1');
    expect(again.last).toContain('If it is happening now');
    const machine = await line.board.carrier.call(number());
    await machine.press('1');
    for (let n = 0; n < 3; n++) await machine.wait();
    expect(machine.state).toBe('recording');
    for (const phone of [stranger, again, machine]) await phone.hangUp();
  });
});
