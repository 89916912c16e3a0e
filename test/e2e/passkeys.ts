import type { CDPSession, Page } from 'playwright-core';

/** A device with a screen lock, in software: it verifies its owner, keeps passkeys and derives secrets from them. */
export async function device(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

export type Device = Awaited<ReturnType<typeof device>>;

/** The passkeys of one device on another, as a password manager copies them. */
export async function passOn(from: Device, to: Device): Promise<void> {
  const { authenticatorId } = from;
  const { credentials } = await from.cdp.send('WebAuthn.getCredentials', { authenticatorId });
  for (const credential of credentials)
    await to.cdp.send('WebAuthn.addCredential', { authenticatorId: to.authenticatorId, credential });
}

/** Makes a passkey on the page of an invite link, and keeps the code that is shown; the desk comes then. */
export async function acceptWithPasskey(page: Page, name = 'Blue laptop'): Promise<string> {
  await page.getByLabel('What do you call this device?').fill(name);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  return keepCode(page);
}

/** Keeps the code that is shown once, and goes on. */
export async function keepCode(page: Page): Promise<string> {
  const code = await page.locator('.recovery-code code').innerText();
  await page.getByText('I have it on paper.').click();
  await page.getByRole('button', { name: 'Go on' }).click();
  return code;
}
