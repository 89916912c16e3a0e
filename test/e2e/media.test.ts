import { expect, it } from 'vitest';
import { newId } from '../../src/platform/id.ts';
import { type Hostile, hostile } from '../faults/hostile.ts';
import { randomOf } from '../faults/times.ts';
import { alter } from './browser.ts';
import { desktop, look, lookTwice, openHouse } from './house.ts';

const house = openHouse();

/** Sends a report through the residents' form, with files. */
async function sendWith(what: string, files: { name: string; bytes: Buffer }[]): Promise<void> {
  const form = new URLSearchParams({
    id: newId(),
    about: 'sighting',
    what,
    where: 'Roosevelt Av & 82 St',
    when: 'now',
  });
  const sent = await fetch(house.at('/en/report'), { method: 'POST', body: form });
  const token = /[?&;]t=([\w-]+)/.exec(`${sent.url} ${await sent.text()}`)![1]!;
  const data = new FormData();
  data.set('token', token);
  data.set('upload', newId());
  for (const { name, bytes } of files) data.append('files', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(house.at('/en/report/files'), { method: 'POST', body: data });
  expect(answer.status).toBe(200);
}

it('the desk sees pictures drawn anew, and an original only when it asks', async () => {
  const random = randomOf(5);
  const kinds: Hostile[] = [];
  for (let n = 0; n < 28; n++) kinds.push(await hostile(n, random));
  const of = (kind: string) => ({ name: kind, bytes: kinds.find((one) => one.kind === kind)!.bytes });
  const files = [
    'jpeg with a place',
    'jpeg with a page behind it',
    'noise called jpeg',
    'video with a place',
    'png bomb',
  ];
  await sendWith('Two dark vans in front of the bakery', files.map(of));

  const page = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' }, expected: /ERR_FAILED/ });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.locator('.card', { hasText: 'Two dark vans' }).first().click();
  await page.getByRole('img', { name: 'Picture 1 from the reporter' }).waitFor();
  await page.getByText('is damaged or cut off').waitFor();
  await page.getByText('has more pixels than we draw').waitFor();
  await page.waitForFunction(
    '[...document.querySelectorAll(".media img")].every((one) => one.naturalWidth > 0)',
  );
  await page.getByText('plays only as it was sent').scrollIntoViewIfNeeded();
  await lookTwice(page, 'desk-media');
  const media = () => asked.filter((path) => path.startsWith('/api/v1/media/'));
  expect(media().length).toBeGreaterThan(0);
  expect(media().every((path) => path.endsWith('/copy'))).toBe(true);

  await page.getByRole('button', { name: 'Original of Video 4' }).click();
  await page.getByRole('dialog', { name: 'Original of Video 4' }).waitFor();
  await lookTwice(page, 'desk-media-original');
  expect(media().every((path) => path.endsWith('/copy'))).toBe(true);
  await page.getByRole('button', { name: 'Play it here' }).click();
  await page.locator('video').waitFor();
  await expect.poll(() => media().some((path) => !path.endsWith('/copy'))).toBe(true);

  await page.getByRole('button', { name: 'Original of Picture 1' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it' }).click();
  expect((await download).suggestedFilename()).toMatch(/^[\w-]+\.jpg$/);
  await page.getByText('is saved as it was sent, to the bit').waitFor();

  // What lies on the server is no longer what was sent: it is not shown, and says so; a lost connection says another thing.
  const saves = async (said: string) => {
    await page.getByRole('button', { name: 'Original of Picture 2' }).click();
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText(said).waitFor();
  };
  const original = /\/api\/v1\/media\/[\w-]+$/;
  await alter(page, original, async (response) => {
    const body = Buffer.from(await response.body());
    body[40]! ^= 1;
    return { response, body };
  });
  await saves('Picture 2 is not what was sent');
  await look(page, 'desk-media-altered');
  await page.unroute(original);
  await page.route(original, (route) => route.abort());
  await saves('Picture 2 could not be fetched');
});
