import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import en from '../../src/features/rosters/field/messages/en.json' with { type: 'json' };
import field from '../../src/field/messages/en.json' with { type: 'json' };
import { SignalDaemon } from '../fakes/signal-cli.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';
import { acceptWithPasskey, device } from './passkeys.ts';
import { startHouse, type TestHouse } from './server.ts';

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

async function small(page: Page, name: string): Promise<void> {
  await page.setViewportSize(phone);
  await look(page, name);
  await page.setViewportSize(desktop);
}

describe('the channels of a demo', () => {
  const house = openHouse();

  it('are looked at, planned, applied by one and where many go approved by another', async () => {
    const admin = await house.open('/desk/channels', { ...desktop, as: { role: 'admin' } });
    await seen(admin, '✓ as its rule says');
    await lookTwice(admin, 'channels');
    await small(admin, 'channels');
    const drifting = admin.locator('.switch-card', { hasText: '▲ 2 should not be in it' });
    await drifting.getByRole('link').click();
    await seen(admin, 'Changed safety numbers');
    await tap(admin, 'Make a plan');
    await seen(admin, 'a plan only: nobody has moved');
    await seen(admin, 'Unknown, number ending in 77');
    await lookTwice(admin, 'channel-plan');
    await small(admin, 'channel-plan');
    await fitsNarrow(admin, 'channel-plan');
    await tap(admin, /^I asked: it was them/);
    await seen(admin, '✓ was them');
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await seen(admin, '✓ as its rule says');
    await seen(admin, '3 in, 2 out');
    await look(admin, 'channel-applied');

    await admin.getByRole('link', { name: 'All channels' }).click();
    await admin.locator('.switch-card', { hasText: '▲ 8 should not be in it' }).getByRole('link').click();
    await tap(admin, 'Make a plan');
    await tap(admin, 'Apply, with a second person');
    await seen(admin, 'waits for a second person');
    await lookTwice(admin, 'channel-waits');

    const second = await house.open('/desk/channels', { ...desktop, as: { role: 'coordinator' } });
    await second.locator('.switch-card', { hasText: 'waits for a second person' }).getByRole('link').click();
    await tap(second, 'Approve: 8 go out, 2 come in');
    await seen(second, '✓ as its rule says');
    await seen(second, /approved by/);
    await small(second, 'channel-approved');
  });

  it('are made with a rule that is read back as a sentence', async () => {
    const admin = await house.open('/desk/channels', { ...desktop, as: { role: 'admin' } });
    await tap(admin, 'Make a channel…');
    const dialog = admin.getByRole('dialog', { name: 'Make a channel' });
    await dialog.getByLabel(/^Name/).fill('Trainers');
    const parts = dialog.getByRole('group', { name: 'Any of these parts' });
    await parts.getByLabel('observer').uncheck();
    await parts.getByLabel('trainer').check();
    await dialog.getByLabel('Active for so many days').fill('7');
    await dialog.getByText(/is a trainer, .* and has been active for 7 days\.$/).waitFor();
    await lookTwice(admin, 'channel-making');
    await small(admin, 'channel-making');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await admin.getByRole('heading', { level: 1, name: 'Trainers' }).waitFor();
    await seen(admin, 'no group yet');
    await look(admin, 'channel-new');
  });

  it('are seen by a member in the field: which, why, and what is missing', async () => {
    const page = await house.open('/field', { ...phone, as: { role: 'verifier' } });
    await tap(page, field.channels);
    await page.getByRole('heading', { level: 1, name: field.channels }).waitFor();
    await seen(page, 'Verifiers');
    await seen(page, new RegExp(en['why.course']));
    await lookTwice(page, 'field-channels');
    await fitsNarrow(page, 'field-channels');
  });
});

describe('a real network’s channel, through signal-cli', () => {
  const daemon = new SignalDaemon('+12125550100');
  const cast = { heron: 'admin', wren: 'observer', finch: 'observer' } as const;
  const numbers: Record<string, string> = { wren: '+17185550111', finch: '+17185550112' };
  const links = new Map<string, string>();
  let house: TestHouse;
  let browser: TestBrowser;

  beforeAll(async () => {
    await daemon.start();
    const { url, number } = daemon.settings;
    [house, browser] = await Promise.all([
      startHouse(
        async (verb) => {
          await verb('setup', '--name', 'Harbor Hotline', '--host', 'localhost', '--phone', number);
          for (const [name, role] of Object.entries(cast)) {
            const sms = ['--sms', numbers[name] ?? '+17185550110'];
            const said = await verb('invite', '--role', role, '--call-sign', name, ...sms);
            links.set(name, /http\S+/.exec(said)![0]);
          }
        },
        { SIGNAL_URL: url, SIGNAL_NUMBER: number },
      ),
      launchBrowser(),
    ]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
    await daemon.stop();
  });

  it('takes in who wrote once, and loses who is removed within five seconds', {
    timeout: 120_000,
  }, async () => {
    const accounts = Object.values(numbers).map((number) => daemon.account(number));
    await expect.poll(() => daemon.listeners, { timeout: 20_000 }).toBe(1);
    for (const account of accounts) daemon.write(account, 'HELP');
    await expect.poll(() => daemon.taken.length, { timeout: 20_000 }).toBe(2);

    const page = await browser.newPage(desktop);
    await device(page);
    await page.goto(links.get('heron')!);
    await acceptWithPasskey(page);
    await page.getByRole('link', { name: 'Channels' }).click();
    await seen(page, 'No channel yet');
    await lookTwice(page, 'channels-none');
    await tap(page, 'Make a channel…');
    const dialog = page.getByRole('dialog', { name: 'Make a channel' });
    await dialog.getByLabel(/^Name/).fill('Observers');
    await dialog
      .getByRole('group', { name: /certificates/ })
      .getByLabel('observer')
      .uncheck();
    await dialog.getByLabel(/Conduct agreement/).uncheck();
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await seen(page, '2 not in it yet');
    await tap(page, 'Make a plan');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await seen(page, '✓ as its rule says');
    const [group] = daemon.groups;
    expect(accounts.every((account) => group!.members.has(account))).toBe(true);
    expect(group!.permissions.send).toBe('ONLY_ADMINS');

    // Somebody lets a stranger in from a phone.
    const stranger = daemon.account('+12125550177');
    group!.members.add(stranger);
    daemon.changed(accounts[0]!, group!);
    await seen(page, '▲ 1 should not be in it');

    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('textbox').first().fill('finch');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'finch' }).click();
    await tap(page, /^Remove/);
    const begun = performance.now();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect.poll(() => group!.members.has(accounts[1]!), { timeout: 5000, interval: 50 }).toBe(false);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(group!.members.has(accounts[0]!)).toBe(true);

    await daemon.stop();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('link', { name: 'Observers' }).click();
    await tap(page, 'Look now');
    await seen(page, 'signal-cli does not answer');
    await look(page, 'channel-away');
  });
});
