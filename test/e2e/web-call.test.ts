import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import en from '../../src/call/messages/en.json' with { type: 'json' };
import es from '../../src/call/messages/es.json' with { type: 'json' };
import { hangUpAsCaller, placeCall } from '../../src/features/calls/contract.ts';
import { FLOOD } from '../../src/features/calls/rules.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const says = (page: Page, words: string) => page.getByText(words).first().waitFor();

/** The loudest that came from the other side within two seconds, 0 to 1. */
async function loudest(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let most = 0;
    for (let n = 0; n < 20; n++) {
      await new Promise((done) => setTimeout(done, 100));
      most = Math.max(most, document.querySelector('meter')?.value ?? 0);
    }
    return most;
  });
}
const hears = (page: Page) => expect.poll(() => loudest(page), { timeout: 20_000 }).toBeGreaterThan(0.05);
const hearsNothing = (page: Page) => expect.poll(() => loudest(page), { timeout: 20_000 }).toBeLessThan(0.01);

async function startCall(
  lang: 'en' | 'es',
  choice: RegExp,
  words: typeof en,
  more: { expected?: RegExp } = {},
): Promise<Page> {
  const caller = await house.open(`/${lang}/call`, { ...phone, ...more });
  await look(caller, `call-${lang}`);
  await caller.getByRole('link', { name: choice }).click();
  await caller.getByRole('heading', { name: words.title }).waitFor();
  await press(caller, words.start);
  await says(caller, words.waiting);
  return caller;
}

describe('a call from the browser', () => {
  it('goes from browser to browser: rung, taken, heard, held, learnt from, ended', async () => {
    const desk = await house.open('/desk', { ...desktop, as: { role: 'operator' } });
    await desk.getByRole('navigation', { name: 'Screens' }).waitFor();
    const caller = await startCall('en', /happening now/, en);
    await says(caller, en.next);
    await lookTwice(caller, 'call-waiting');
    await desk.getByRole('button', { name: 'Take the call' }).waitFor();
    await look(desk, 'desk-ringing-web');
    await desk.keyboard.press('y');

    await says(desk, 'sound is connected');
    await says(caller, en.talking);
    await Promise.all([hears(desk), hears(caller)]);
    const shown = await caller.locator('.digits .number').innerText();
    expect(shown).toMatch(/^\d{4}$/);
    await desk.locator('.digits', { hasText: shown }).waitFor();
    await lookTwice(caller, 'call-talking');
    await lookTwice(desk, 'desk-call-web');

    const learner = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
    await press(learner, 'Listen to learn');
    await says(caller, en.learner);
    await says(learner, 'sound is connected');
    await hears(learner);
    await look(learner, 'desk-call-learner');
    await press(desk, 'Take off the call');
    await learner.getByRole('region', { name: 'The call you joined' }).waitFor({ state: 'detached' });

    await desk.keyboard.press('h');
    await says(caller, en.held);
    await Promise.all([hearsNothing(caller), hearsNothing(desk)]);
    await desk.keyboard.press('h');
    await says(caller, en.talking);
    await hears(caller);

    await press(caller, en.mute);
    await says(caller, en.muted);
    await hearsNothing(desk);
    await press(caller, en.hangUp);
    await says(caller, en.ended);
    await desk.getByRole('region', { name: 'Your call' }).waitFor({ state: 'detached' });
    await fitsNarrow(caller, 'call');
  });

  it('says on both ends that the sound does not connect where the server takes no more', async () => {
    const refused = { expected: /409/ };
    const desk = await house.open('/desk', { ...desktop, as: { role: 'operator' } });
    await desk.getByRole('navigation', { name: 'Screens' }).waitFor();
    const caller = await startCall('en', /happened before/, en, refused);
    const refuse = (page: Page) =>
      page.route(/\/api\/v1\/calls\/.*\/say$/, (route) => route.fulfill({ status: 409, json: {} }));
    await refuse(caller);
    await press(desk, 'Take the call');
    await says(caller, en.stuck);
    await caller.getByRole('link', { name: en.write }).waitFor();
    await look(caller, 'call-stuck');
    const learner = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' }, ...refused });
    await refuse(learner);
    await press(learner, 'Listen to learn');
    await says(learner, 'the sound does not connect');
    await look(learner, 'desk-call-stuck');
    await press(caller, en.hangUp);
    await says(caller, en.ended);
  });

  it('says what to do where there is no microphone, and asks for nothing twice', async () => {
    const caller = await house.open('/es/call', { ...phone, microphone: 'refused' });
    await caller.getByRole('link', { name: /detuvieron/i }).click();
    await press(caller, es.start);
    await says(caller, es.noMicrophone);
    await look(caller, 'call-no-microphone');
    await caller.getByRole('link', { name: es.write }).click();
    await caller.waitForURL(/\/es\/report\?about=detained/);
  });

  it('works out a short sum in a flood, beside the call that waits already', async () => {
    const admin = await house.open('/desk/calls/prompts', { ...desktop, as: { role: 'admin' } });
    await admin.getByText('○ Off').waitFor();
    await press(admin, 'Ask for it in a flood');
    await admin.getByText('● On').waitFor();
    await admin.getByRole('heading', { name: 'A flood of calls from browsers' }).scrollIntoViewIfNeeded();
    await lookTwice(admin, 'desk-call-puzzles');

    const secrets = Array.from({ length: FLOOD.most }, () => randomBytes(32).toString('base64url'));
    for (const secret of secrets)
      await house.call(placeCall, { body: { secret, language: 'en', choice: 'now' } });
    // From a door with which nobody has spoken yet. The end is held back, so that the screen can be looked at.
    const caller = await house.open('/es/call', { ...phone, held: /calls\/web\/solve/ });
    await caller.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.9' });
    let go = () => {};
    const looked = new Promise<void>((done) => {
      go = done;
    });
    await caller.route('**/calls/web/solve', async (route) => {
      await looked;
      await route.continue();
    });
    await caller.getByRole('link', { name: /ahora/i }).click();
    await press(caller, es.start);
    await says(caller, es.waiting);
    await says(caller, es.sum);
    await expect.poll(() => caller.locator('progress').getAttribute('value'), { timeout: 20_000 }).toBe('1');
    await lookTwice(caller, 'call-sum');
    await fitsNarrow(caller, 'call-sum');
    go();
    await says(caller, es.sumDone);
    await press(caller, es.hangUp);
    await says(caller, es.ended);
    for (const secret of secrets) await house.call(hangUpAsCaller, { body: { secret } });
  });
});
