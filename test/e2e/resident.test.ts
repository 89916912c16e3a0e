import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import en from '../../src/features/hotline/messages/en.json' with { type: 'json' };
import es from '../../src/features/hotline/messages/es.json' with { type: 'json' };
import zh from '../../src/features/hotline/messages/zh.json' with { type: 'json' };
import conductEn from '../../src/features/people/messages/en.json' with { type: 'json' };
import siteEn from '../../src/site/messages/en.json' with { type: 'json' };
import siteEs from '../../src/site/messages/es.json' with { type: 'json' };
import siteZh from '../../src/site/messages/zh.json' with { type: 'json' };
import { desktop, fitsNarrow, look, lookTwice, openHouse, phone } from './house.ts';
import { pixel } from './picture.ts';

const house = openHouse();

const told = {
  en: {
    what: 'Two vans and people in vests at the corner',
    where: 'Roosevelt Av and 82 St',
    more: 'They are leaving',
  },
  es: { what: 'Dos camionetas y gente con chaleco', where: 'Knickerbocker Av y Starr St', more: 'Ya se van' },
  zh: { what: '路口有两辆车，几个穿背心的人', where: 'Canal St 和 Mott St', more: '他们正在离开' },
};
const words = { en, es, zh };
const site = { en: siteEn, es: siteEs, zh: siteZh };

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const titled = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
/** Presses a button, or follows a link, and waits for the page that it leads to. */
async function turn(page: Page, name: string, by: 'button' | 'link' = 'button'): Promise<void> {
  const before = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole(by, { name, exact: true }).click();
  await page.waitForFunction((title) => {
    const now = document.querySelector('h1')?.textContent;
    return now && now !== title && document.readyState === 'complete';
  }, before);
}
const receiptOf = (page: Page) => page.locator('.receipt').innerText();

describe.each([
  { lang: 'en', size: desktop },
  { lang: 'es', size: phone },
  { lang: 'zh', size: phone },
] as const)('a resident without scripts, in $lang', ({ lang, size }) => {
  const say = words[lang];
  const view = lang === 'en' ? lookTwice : look;

  it('tells what they see, adds to it, and reads how it stands', async () => {
    const page = await house.open(`/${lang}`, {
      ...size,
      lang,
      scripts: false,
      expected: /status of 40[04]/,
    });
    const see = async (name: string) => {
      await page.getByRole('link', { name: site[lang].leave }).waitFor();
      await view(page, `resident-${lang}-${name}`);
      await fitsNarrow(page, name);
    };
    await see('home');
    await page.getByRole('link', { name: site[lang].now }).click();
    await titled(page, say.reportTitle);
    await see('report');

    await press(page, say.send);
    await page.getByRole('alert').getByRole('link', { name: say.whatMissing }).waitFor();
    await page.getByRole('alert').getByRole('link', { name: say.whereMissing }).waitFor();
    await see('report-errors');

    await page.getByLabel(say.what).fill(told[lang].what);
    await page.getByLabel(say.where).fill(told[lang].where);
    await press(page, say.send);
    await titled(page, say.sentTitle);
    const receipt = await receiptOf(page);
    expect(receipt.split(' ')).toHaveLength(4);
    await see('sent');

    await turn(page, say.more, 'link');
    await answerMore(page, lang, see);
    await titled(page, say.pictures);
    await see('pictures');
    await press(page, say.picturesSend);
    await page.getByRole('alert').getByRole('link', { name: say.pictureMissing }).waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'corner.png', mimeType: 'image/png', buffer: pixel });
    await press(page, say.picturesSend);
    await titled(page, say.thanksTitle);
    expect(await receiptOf(page)).toBe(receipt);
    await see('thanks');

    await page.goto(house.at(`/${lang}/report`));
    await page.getByLabel(say.findLabel).fill(receipt.toUpperCase());
    await press(page, say.findGo);
    await titled(page, say.statusTitle);
    await page.getByText(say.statusWaiting).waitFor();
    await see('status');
    await page.getByLabel(say.addLabel).fill(told[lang].more);
    await press(page, say.addGo);
    await page.getByRole('status').getByText(say.added).waitFor();

    await page.goto(house.at(`/${lang}/report`));
    await page.getByLabel(say.findLabel).fill('one two three four');
    await press(page, say.findGo);
    await page.getByText(say.statusUnknown).waitFor();
    await see('receipt-unknown');
  });

  it('says that someone was detained, to the legal desk alone', async () => {
    const page = await house.open(`/${lang}`, { ...size, lang, scripts: false, expected: /status of 400/ });
    await page.getByRole('link', { name: site[lang].detained }).click();
    await titled(page, say.detainedTitle);
    await view(page, `resident-${lang}-detained`);
    await press(page, say.send);
    await page.getByRole('alert').getByRole('link', { name: say.detainedWhatMissing }).waitFor();
    await page.getByLabel(say.detainedWhat).fill(told[lang].what);
    await press(page, say.send);
    await page.getByRole('status').getByText(say.detainedSent).waitFor();
    await look(page, `resident-${lang}-detained-sent`);
  });

  it('reads the rights, the card, the conduct and the rest', async () => {
    const page = await house.open(`/${lang}/rights`, {
      ...size,
      lang,
      scripts: false,
      expected: /status of 404/,
    });
    for (const path of ['rights', 'rights/card', 'conduct', 'kept', 'notices', 'nowhere']) {
      await page.goto(house.at(`/${lang}/${path}`));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await view(page, `resident-${lang}-${path.replace('/', '-')}`);
      await fitsNarrow(page, path);
    }
  });
});

/** Every further question: the first is gone back to, some are answered, the rest is skipped. */
async function answerMore(page: Page, lang: 'en' | 'es' | 'zh', see: (name: string) => Promise<void>) {
  const say = words[lang];
  const title = page.getByRole('heading', { level: 1 });
  const first = await title.innerText();
  await see('question');
  await page.locator('#answer').fill('4');
  await press(page, say.next);
  await page.getByRole('status').getByText(say.added).waitFor();
  await page.getByRole('link', { name: say.back }).click();
  await titled(page, first);
  const seen = new Set<string>();
  for (;;) {
    const question = await title.innerText();
    if (question === say.pictures) return;
    expect(seen, 'a question asked twice').not.toContain(question);
    seen.add(question);
    const choice = page.getByRole('radio').first();
    const isChoice = (await choice.count()) > 0;
    if (isChoice && seen.size < 8) await see(`question-${seen.size}`);
    if (isChoice) await choice.check();
    await turn(page, isChoice ? say.next : say.skip);
  }
}

describe('a resident', () => {
  it('goes back as far as they like with the phone’s own button, and sends nothing twice', async () => {
    const page = await house.open('/en/report', { ...phone, scripts: false });
    await page.getByLabel(en.what).fill(told.en.what);
    await page.getByLabel(en.where).fill(told.en.where);
    await page.getByLabel(en.now).check();
    await press(page, en.send);
    const receipt = await receiptOf(page);
    await page.reload();
    expect(await receiptOf(page)).toBe(receipt);
    await turn(page, en.more, 'link');
    const first = await page.getByRole('heading', { level: 1 }).innerText();
    await page.locator('#answer').fill('4');
    await turn(page, en.next);
    const second = await page.getByRole('heading', { level: 1 }).innerText();
    await turn(page, en.skip);
    await page.goBack();
    await titled(page, second);
    await page.goBack();
    await titled(page, first);
    await page.goBack();
    await titled(page, en.sentTitle);
    expect(await receiptOf(page)).toBe(receipt);
    await page.goBack();
    await titled(page, en.reportTitle);
  });

  it('complains about conduct', async () => {
    const page = await house.open('/en/conduct', { ...phone, scripts: false, expected: /status of 400/ });
    await press(page, conductEn.send);
    await page.getByRole('alert').getByRole('link', { name: conductEn.wordsMissing }).waitFor();
    await page.getByLabel(conductEn.words).fill('An observer stood in a doorway for ten minutes.');
    await press(page, conductEn.send);
    await page.getByRole('status').getByText(conductEn.sent).waitFor();
    await look(page, 'resident-en-complaint-sent');
  });
});
