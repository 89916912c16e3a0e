import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { showMyCode, vouchFor } from '../../src/features/people/contract.ts';
import en from '../../src/features/people/field/words/en.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { openCamera } from './camera.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const camera = openCamera();
const house = openHouse({ camera: camera.path });
const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const titled = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Somebody of the demo as they were before anyone vouched for them: met, with nothing signed. */
async function novice(): Promise<{ id: string; callSign: string }> {
  const { session } = await house.member({ role: 'observer' }, 'field');
  const id = session.personId!;
  await house.meddle(`update people set state = 'met' where id = '${id}'`);
  await house.meddle(`delete from vouches where person_id = '${id}'`);
  await house.meddle(`delete from agreements where person_id = '${id}'`);
  return { id, callSign: session.callSign! };
}

describe('trust', () => {
  it('comes by two vouches and a signature given without a network, and a coordinator makes them active', async () => {
    const { id, callSign } = await novice();
    const line = await house.line();
    const own = { as: { person: id }, over: line, expected: /ERR_/ };
    const newcomer = await house.open('/field#membership', { ...phone, ...own });
    await titled(newcomer, en.title);
    await newcomer.getByText(en['state.met']).waitFor();
    await newcomer.getByText('0 of 2', { exact: true }).waitFor();
    await lookTwice(newcomer, 'vouching-membership');
    await fitsNarrow(newcomer, 'vouching-membership');
    await tap(newcomer, en.showCode);
    await newcomer.getByRole('img', { name: en.codeSquare }).waitFor();
    const code = (await newcomer.locator('.code-shown').textContent())!;
    await camera.show(code.replace(' ', ''));
    await look(newcomer, 'vouching-code');

    const voucher = await house.open('/field#vouch', { ...phone, as: { role: 'verifier' } });
    await titled(voucher, en.vouchFor);
    await tap(voucher, en.scan);
    // The camera goes off by itself as soon as it has read the code.
    await voucher.getByRole('button', { name: en.scan }).waitFor();
    await expect.poll(() => voucher.getByLabel(en.whom).inputValue()).toBe(code);
    await voucher.getByLabel(en['known.training']).click();
    await voucher.getByLabel(en.words).fill('Met at two trainings in the hall.');
    await voucher.getByLabel(en.metTwice).click();
    await lookTwice(voucher, 'vouching-vouch');
    await tap(voucher, en.doVouch);
    await voucher.getByText(en.vouched.replace('{name}', callSign)).waitFor();
    await voucher
      .getByRole('listitem')
      .filter({ hasText: callSign })
      .getByRole('button', { name: en.withdraw })
      .waitFor();
    await fitsNarrow(voucher, 'vouching-vouch');
    const other = await house.member({ role: 'dispatcher' }, 'field');
    const whom = { callSign };
    const vouch = {
      id: newId(),
      kind: 'vouch' as const,
      whom,
      known: 'shift' as const,
      metTwice: true as const,
    };
    await other.call(vouchFor, { body: vouch });

    await tap(newcomer, en.readAndSign);
    await titled(newcomer, en.agreementTitle);
    await newcomer.getByText(en.haveRead).waitFor();
    await lookTwice(newcomer, 'vouching-agreement');
    line.cut();
    await newcomer.getByLabel(en.haveRead).click();
    await tap(newcomer, en.sign);
    await newcomer.getByText(en.signedWaits).waitFor();
    line.mend();
    await newcomer.getByText(en.signedNow).waitFor();

    const desk = await house.open(`/desk/people/${id}`, { ...desktop, as: { role: 'admin' } });
    await desk.getByText('✓ vouched for').waitFor();
    await desk.getByRole('heading', { name: 'Vouched for by 2 members' }).waitFor();
    await lookTwice(desk, 'vouching-person');
    await tap(desk, 'Make active');
    await desk.getByText(`${callSign} is active now.`).waitFor();
    await desk.getByText('✓ active').waitFor();
  });

  it('is looked at by an admin where vouches go in a circle, and nothing follows from it', async () => {
    const page = await house.open('/desk/people/trust', { ...desktop, as: { role: 'admin' } });
    const circle = page.locator('.switch-card', { hasText: 'in a circle' });
    await circle.getByText('3 vouches').click();
    await lookTwice(page, 'vouching-flags');
    await page.setViewportSize(phone);
    await look(page, 'vouching-flags-phone');
    await page.setViewportSize(desktop);
    await circle.getByRole('button', { name: 'I have looked at it' }).click();
    await page.getByText('Nothing to look at').waitFor();
  });

  it('rests while somebody is on a pause, and is there again when they come back', async () => {
    const member = await house.member({ role: 'observer' }, 'field');
    const page = await house.open('/field#membership', {
      ...{ ...phone, as: { person: member.session.personId! } },
    });
    await page.getByText(en['state.active'], { exact: true }).waitFor();
    await page.getByText(en.pauseText).waitFor();
    await tap(page, en.pause);
    await page.getByText(en['state.paused'], { exact: true }).waitFor();
    await lookTwice(page, 'vouching-paused');
    await page.setViewportSize(desktop);
    await lookTwice(page, 'vouching-paused');
    await page.setViewportSize(phone);
    await fitsNarrow(page, 'vouching-paused');
    await page.goto(house.at('/field/'));
    await titled(page, en.pausedTitle);
    await lookTwice(page, 'vouching-paused-home');
    await tap(page, en.comeBack);
    await titled(page, 'Nothing is asked of you now');
  });

  it('ends by one step of one’s own', async () => {
    const { session } = await house.member({ role: 'legal' }, 'field');
    const page = await house.open('/field#leave', {
      ...{ ...phone, as: { person: session.personId! } },
      // Whoever has left is told so when the app asks again.
      expected: /status of 401/,
    });
    await titled(page, en.leave);
    await lookTwice(page, 'vouching-leave');
    await tap(page, en['leave.sure']);
    await titled(page, en.thanks);
    await look(page, 'vouching-thanks');
    const again = house
      .member({ person: session.personId! }, 'field')
      .then((m) => m.call(showMyCode, { body: {} }));
    await expect(again).rejects.toThrow();
  });
});
