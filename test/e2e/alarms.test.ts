import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import en from '../../src/field/messages/en.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { callOut, corner, goThere, incidentAt, type Scout, sayYes } from './crew.ts';
import { desktop, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const tap = (page: Page, name: string) => page.getByRole('button', { name }).click();
const titled = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

describe('while somebody is out', () => {
  it('a missed check-in alarms the desk until the next word, and a stand-down sounds until it is read', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const incident = await incidentAt(house, desk, corner);
    const { asked } = await callOut(house, desk, incident, 'verify', corner);
    const [me, partner] = asked as [Scout, Scout];
    await sayYes(partner);
    const page = await house.open('/field', { ...phone, as: { person: me.personId } });
    await listenTo(page);
    for (const [title, button] of [
      [en.askVerify, en.canGo],
      [en.conduct, en.conductOk],
      [en.goTitle, en.onWay],
      [en.wayTitle, en.here],
    ] as const) {
      await titled(page, title);
      await tap(page, button);
    }
    await titled(page, en.sceneTitle);
    await goThere(partner);

    const board = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
    await board.getByText('● online').waitFor();
    await house.advance(14);
    await partner.act(callouts.fieldCheckIn);
    await house.advance(2);
    const alarm = board.getByRole('alert', { name: 'Alarms' });
    await alarm.getByText(`${me.callSign} missed a check-in`).waitFor();
    await board.locator('.card', { hasText: '‼ check-in missed' }).waitFor();
    await expect.poll(() => alarm.getByRole('listitem').count()).toBe(1);
    await lookTwice(board, 'desk-missed');
    await page.getByText(en.checkInMissed).first().waitFor();
    await lookTwice(page, 'field-missed');
    await tap(page, en.checkIn);
    await page.getByText(/^Checked in at/).waitFor();
    await alarm.waitFor({ state: 'detached' });

    await page.clock.install();
    const before = await heard(page);
    await desk.call(callouts.standDown, { body: { id: newId(), incidentId: incident, reason: 'unsafe' } });
    await page.getByRole('alertdialog').waitFor();
    await page.clock.runFor(2000);
    const during = await heard(page);
    expect(during.tones - before.tones).toBeGreaterThanOrEqual(8);
    expect(during.shakes.slice(before.shakes.length)).toContainEqual([500, 200, 500]);
    await tap(page, en.standDownAck);
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    // It stops a moment after the card is gone.
    await expect.poll(async () => (await heard(page)).shakes.at(-1)).toEqual([]);
    const after = await heard(page);
    await page.clock.runFor(10_000);
    expect(await heard(page)).toEqual(after);
  });

  interface Heard {
    tones: number;
    shakes: number[][];
  }
  const heard = (page: Page) => page.evaluate<Heard>('structuredClone(globalThis.heard)');

  /** Counts the tones and keeps the shakes: a machine under test has no loudspeaker and no motor. */
  async function listenTo(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const kept: Heard = { tones: 0, shakes: [] };
      class Sound {
        state = 'running';
        currentTime = 0;
        destination = {};
        gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
        resume = async () => {};
        connect = (to: unknown) => to;
        start = () => {
          kept.tones++;
        };
        stop = () => {};
      }
      const vibrate = (pattern: number[]) => kept.shakes.push(pattern) > 0;
      Object.assign(globalThis, {
        heard: kept,
        AudioContext: Sound,
        OscillatorNode: Sound,
        GainNode: Sound,
      });
      Object.defineProperty(navigator, 'vibrate', { value: vibrate });
    });
    await page.reload();
  }
});
