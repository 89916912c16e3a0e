import type { Page, Route } from 'playwright-core';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import {
  beginConfirm,
  beginPasskey,
  changeSignInRules,
  confirmSession,
  getSession,
  inviteMember,
  type OwnSession,
  type Role,
  readAccess,
  renewSession,
} from '../../src/features/accounts/contract.ts';
import { renewMinutes } from '../../src/features/accounts/rules.ts';
import { listParts } from '../../src/features/demo/contract.ts';
import en from '../../src/field/messages/en.json' with { type: 'json' };
import { mustConfirm, mustRenew, type Problem } from '../../src/platform/problem.ts';
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';
import { acceptWithPasskey, device, keepCode, passOn } from './passkeys.ts';

const house = openHouse();

const answerWith = (problem: Problem) => (route: Route) =>
  route.fulfill({
    status: problem.status,
    contentType: 'application/problem+json',
    body: JSON.stringify(problem),
  });

/** Whom the demo lets play a part. */
const partOf = async (role: Role) =>
  (await house.call(listParts, {})).items.find((part) => part.role === role)!;

/** A link for somebody of the demo, made by its admin. */
async function invitation(role: Role = 'operator'): Promise<string> {
  const admin = await house.member({ role: 'admin' }, 'desk');
  await admin.call(confirmSession, { body: { response: null } });
  const { personId: id, face } = await partOf(role);
  const { token } = await admin.call(inviteMember, { params: { id } });
  return `/${face}/invite#${token}`;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Whether this phone's session is still good. */
async function isIn(page: Page): Promise<boolean> {
  const answer = await page.request.get(house.at(getSession.path), {
    headers: { 'x-porchlight-face': 'field' },
  });
  return (await answer.json()).signedIn;
}

async function signOut(page: Page): Promise<void> {
  await button(page, /^You/).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await button(page, 'Sign in with a passkey').waitFor();
}

describe.each([
  ['at a desk', desktop],
  ['on a phone', phone],
])('a member with a passkey, %s', (_, size) => {
  it('comes in by a link, comes back, proves it, adds a device, and is not lost without it', async () => {
    const expected = /status of (401|403|422)/;
    const page = await house.open(await invitation(), { ...size, expected });
    const { cdp, authenticatorId } = await device(page);
    await page.getByText('You were invited').waitFor();
    await lookTwice(page, 'sign-in-invite');
    await page.getByLabel('What do you call this device?').fill('Blue laptop');
    await button(page, 'Make a passkey').click();
    await page.getByText('Your recovery code').waitFor();
    await lookTwice(page, 'sign-in-code');
    await expect.poll(() => button(page, 'Go on').getAttribute('aria-disabled')).toBe('true');
    const code = await keepCode(page);
    await page.locator('#screen').waitFor();

    await signOut(page);
    await button(page, /^dispatcher/i).waitFor();
    await look(page, 'sign-in');
    await fitsNarrow(page, 'sign-in');
    await button(page, 'Sign in with a passkey').click();
    await page.locator('#screen').waitFor();

    await button(page, /^You/).click();
    await page.getByRole('link', { name: 'Passkeys, devices and sign-ins' }).click();
    await page.getByText('✓ this one').waitFor();
    await lookTwice(page, 'you');
    await fitsNarrow(page, 'you');

    // After five minutes the server asks who it is (tested there on a clock that moves): the act goes on by itself.
    await page.route(`**${beginPasskey.path}`, answerWith(mustConfirm()), { times: 1 });
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    const second = await device(page);
    await button(page, /^Add a passkey/).click();
    await page.getByLabel('What do you call this device?').fill('Security key');
    await button(page, 'Make a passkey').click();
    await page.getByText('Is it still you?').waitFor();
    await look(page, 'confirm');
    await button(page, /^Yes \(demo/).click();
    await page.getByRole('dialog', { name: 'A further passkey' }).waitFor({ state: 'detached' });
    await page.getByText('Security key').waitFor();
    await look(page, 'you-two');

    // A second browser, here the same person on another device: the first is told.
    const other = await house.open('/desk', { ...desktop, expected });
    await passOn(second, await device(other));
    await button(other, 'Sign in with a passkey').click();
    await other.locator('#screen').waitFor();
    await page.getByText('New sign-in as you:').waitFor();
    await look(page, 'you-new');
    await button(page, 'It was me').click();
    await page.getByText('New sign-in as you:').waitFor({ state: 'detached' });
    await button(page, /^Sign out Security key/).click();
    await page.getByText('Signed out there.').waitFor();
    await other.getByText('Your session has ended.').waitFor();

    // Lost: the device forgets everything, and the paper lets its owner in, once.
    await signOut(page);
    await second.cdp.send('WebAuthn.clearCredentials', { authenticatorId: second.authenticatorId });
    await button(page, 'My passkey is lost').click();
    await page.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
    await look(page, 'sign-in-recover');
    await button(page, 'Make a passkey').click();
    await page.getByText('Your recovery code').waitFor();
    expect(await keepCode(page)).not.toBe(code);
    await page.locator('#screen').waitFor();
    await signOut(page);
    await button(page, 'My passkey is lost').click();
    await page.getByLabel('Recovery code').fill(code);
    await button(page, 'Make a passkey').click();
    await page.getByText('not a recovery code that is still good').waitFor();
    await look(page, 'sign-in-recover-used');
  });
});

describe('the secret of a passkey', () => {
  it('comes from a real use of it, the same for the same salt and another for another', async () => {
    const page = await house.open(await invitation(), { ...desktop, expected: /status of 401/ });
    await device(page);
    await acceptWithPasskey(page);
    await page.locator('#screen').waitFor();
    const ours = await built('src/ui/passkeys.ts');
    const secret = (salt: number) =>
      page.evaluate<number[]>(`(async () => {
        const headers = { 'x-porchlight-face': 'desk' };
        const answer = await fetch('${beginConfirm.path}', { method: 'POST', headers });
        const { options } = await answer.json();
        ${ours}
        const used = await passkeys.assertPasskey(options, new Uint8Array(32).fill(${salt}));
        if (JSON.stringify(used.response).includes('prf')) throw new Error('the secret would leave the browser');
        return [...used.secret];
      })()`);
    const first = await secret(1);
    expect(first).toHaveLength(32);
    expect(await secret(1)).toEqual(first);
    expect(await secret(2)).not.toEqual(first);
  });
});

describe('an observer’s phone', () => {
  it('comes in by its link, keeps a key that it proves itself with, and shows where one is signed in', async () => {
    const expected = /status of (401|422)/;
    const page = await house.open(await invitation('observer'), { ...phone, expected });
    const lost = await device(page);
    await page.getByText(en.inviteTitle).waitFor();
    await page.getByLabel(en.inviteDevice).fill('My phone');
    await look(page, 'field-invite');
    await button(page, en.inviteGo).click();
    await page.getByText(en.idle).waitFor();
    await button(page, en['you.title']).click();
    await page.getByText('My phone').waitFor();
    await button(page, 'Make a passkey').click();
    const code = await page.locator('.code').innerText();
    expect(code).toMatch(/^(\w{4}-){5}\w{4}$/);
    await lookTwice(page, 'field-you');
    await fitsNarrow(page, 'field-you');

    // The phone is lost, the passkey is on another: in a password manager, or a key on a ring.
    const next = await house.open('/field/', { ...phone, expected });
    await passOn(lost, await device(next));
    await button(next, en.signInPasskey).click();
    await next.getByText(en.idle).waitFor();

    // An hour later the server wants a proof (tested there on a clock that moves): the app gives it and goes on.
    const headers = { 'x-porchlight-face': 'field' };
    const before = await page.context().cookies();
    const { sessions } = await (await page.request.get(house.at(readAccess.path), { headers })).json();
    const mine = (sessions as OwnSession[]).find(({ isThis }) => isThis);
    const due = new Date(Date.parse(mine!.createdAt) + renewMinutes * 60_000).toISOString();
    const answer = answerWith(mustRenew({ session: mine!.id, due }));
    await page.route(`**${readAccess.path}`, answer, { times: 2 });
    const renewed = page.waitForResponse((response) => response.url().endsWith(renewSession.path));
    await page.goto(house.at('/field/#you'));
    await page.reload();
    expect((await renewed).status()).toBe(200);
    await page.getByText('My phone').waitFor();
    // Who has only the cookie from before is out.
    const thief = await fetch(house.at(readAccess.path), {
      headers: { ...headers, cookie: before.map(({ name, value }) => `${name}=${value}`).join('; ') },
    });
    expect(thief.status).toBe(401);

    // Both are lost: the printed code lets its owner in once, on a phone with nothing on it, and ends the rest.
    const last = await house.open('/field/', { ...phone, expected });
    await device(last);
    await button(last, 'My passkey is lost: use the printed code').click();
    await last.getByRole('heading', { name: 'With your recovery code' }).waitFor();
    await last.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF');
    await button(last, 'Make a passkey').click();
    await last.getByText('not a recovery code that is still good').waitFor();
    await last.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
    await last.getByLabel(en.inviteDevice).fill('Third phone');
    await lookTwice(last, 'field-recover');
    await fitsNarrow(last, 'field-recover');
    await button(last, 'Make a passkey').click();
    await last.getByRole('heading', { name: 'Your new code' }).waitFor();
    const newCode = await last.locator('.code').innerText();
    expect(newCode).toMatch(/^(\w{4}-){5}\w{4}$/);
    expect(newCode).not.toBe(code);
    await look(last, 'field-recover-code');
    await button(last, 'I have it on paper').click();
    await last.getByText(en.idle).waitFor();
    for (const gone of [page, next]) expect(await isIn(gone)).toBe(false);
    expect(await isIn(last)).toBe(true);
  });
});

describe('an operator whose network lets them work on shift only', () => {
  it('sees nothing more within seconds of its end, and finds what they typed when they are back', async () => {
    const admin = await house.member({ role: 'admin' }, 'desk');
    const onShift = (onShiftRoles: 'operator'[]) =>
      admin.call(changeSignInRules, { body: { deskNeedsPasskey: false, onShiftRoles } });
    const part = await partOf('operator');
    await house.meddle(`insert into shifts (network_id, id, role, person_id, starts_at, ends_at)
      select network_id, gen_random_uuid(), 'operator', id, now() - interval '2 hours', now() + interval '1 hour'
      from people where id = '${part.personId}'`);
    const page = await house.open('/desk/calls', { ...desktop, as: { role: 'operator' }, expected: /403/ });
    await onShift(['operator']);
    const what = page.getByRole('textbox', { name: /What/ }).first();
    await what.fill('A man is taken from the laundry');
    await page.getByText('✓ Draft saved.').waitFor();
    await house.meddle(`update shifts set ends_at = now() - interval '1 second'
      where person_id = '${part.personId}' and starts_at < now() - interval '1 minute' and ends_at > now()`);
    // Who does not hand over stays on duty; this one has.
    await house.meddle(`update duties set ended_at = now(), counted_to = now(), ended_as = 'left'
      where person_id = '${part.personId}' and ended_at is null`);
    await page.getByText('Your shift is over').waitFor({ timeout: 15_000 });
    await lookTwice(page, 'shift-over');
    await page.setViewportSize(phone);
    await look(page, 'shift-over');
    await page.setViewportSize(desktop);
    await onShift([]);
    await page.getByText('Your shift is over').waitFor({ state: 'detached' });
    await expect.poll(() => what.inputValue()).toBe('A man is taken from the laundry');
  });
});

describe('an admin', () => {
  it.each([
    ['at a desk', desktop],
    ['on a phone', phone],
  ])('gives a role for a while, ends it, and makes a link, %s', async (_, size) => {
    const expected = /status of (403|422)/;
    const page = await house.open('/desk', { ...size, as: { role: 'admin' }, expected });
    await page.locator('#screen').waitFor();
    await page.goto(house.at(`/desk/people/${(await partOf('operator')).personId}`));
    await page.getByText('Roles at sign-in').waitFor();
    await button(page, 'Give a role…').click();
    await page.getByLabel(/^Role/).selectOption('trainer');
    await page.getByLabel(/^Until/).fill('2999-01-01T12:00');
    await look(page, 'role-give');
    await button(page, 'Give the role').click();
    await button(page, /^End trainer of/).waitFor();
    await lookTwice(page, 'roles');
    await fitsNarrow(page, 'roles');
    await button(page, /^End trainer of/).click();
    await button(page, /^End trainer of/).waitFor({ state: 'detached' });
    await button(page, 'Make an invite link…').click();
    await look(page, 'role-invite');
    await button(page, 'For the desk').click();
    await page.locator('.invite-link').waitFor();
    await look(page, 'role-link');
    await button(page, 'Done').click();
    await page.goto(house.at('/desk/you'));
    await page.getByRole('link', { name: 'How people sign in here' }).click();
    await page.getByText('Only while on shift').waitFor();
    await lookTwice(page, 'sign-in-rules');
    await fitsNarrow(page, 'sign-in-rules');
    const shifts = page.getByRole('checkbox', { name: 'The legal desk' });
    await shifts.check();
    await button(page, 'Keep').click();
    await page.getByText('Kept. It holds from now on.').first().waitFor();
    await shifts.uncheck();
    // The next one begins with what this one leaves.
    const kept = page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.ok());
    await button(page, 'Keep').click();
    await kept;
  });
});

/** One of the browser's own files as a script that sets `passkeys`. */
async function built(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry, formats: ['iife'], name: 'passkeys' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [{ output: files }] = output as unknown as [{ output: { code: string }[] }];
  return files[0]!.code;
}
