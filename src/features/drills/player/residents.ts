import { newId } from '../../../platform/id.ts';
import { sendDeskReport, sendReport } from '../../hotline/contract.ts';
import type { Scene } from '../contract.ts';
import { Client } from './client.ts';
import type { Show } from './show.ts';

/** A report that somebody sent, as far as its sender knows. */
export interface Sent {
  scene: Scene;
  at: Date;
  /** Made-up number of who texted; null for the other doors. */
  phone: string | null;
  /** The page of their receipt; null for who texted. */
  receiptPath: string | null;
  /** What that page said before anyone had looked at the report. */
  saidAtFirst: string;
}

type Way = Pick<Sent, 'phone' | 'receiptPath' | 'saidAtFirst'>;

/** Somebody sees something and tells the hotline, by the door that the evening names. */
export async function report(show: Show, scene: Scene, n: number): Promise<Sent> {
  const at = show.stage.now();
  const { door, crossing, language } = scene;
  await show.note('report.sent', '', { door, crossing, language });
  return { scene, at, ...(await ways[door](show, scene, n)) };
}

const ways: Record<Scene['door'], (show: Show, scene: Scene, n: number) => Promise<Way>> = {
  ...{
    web: byWeb,
    api: byProgram,
    desk: byPhone,
    voice: byPhone,
    sms: byText,
    whatsapp: byText,
    signal: byText,
    email: byText,
    wall: byText,
  },
};

const tenseOf = (scene: Scene) => (scene.about.startsWith('past') ? 'before' : 'now');
const nameOf = (show: Show, n: number) => `${show.seed} ${n}`;

const incoming = (scene: Scene) => ({
  what: scene.what,
  where: { text: scene.crossing },
  tense: tenseOf(scene) as 'now' | 'before',
  language: scene.language,
  firstHand: scene.firstHand,
  drill: true,
});

async function byProgram(show: Show, scene: Scene, n: number): Promise<Way> {
  const partner = new Client(show.wire);
  const key = { 'idempotency-key': `drill-${newId()}` };
  const body = { ...incoming(scene), reporter: nameOf(show, n) };
  const { receipt } = await partner.call(sendReport, { body }, key);
  return withReceipt(show, scene, receipt);
}

async function byPhone(show: Show, scene: Scene, n: number): Promise<Way> {
  const contact = numberOf(show, n);
  const body = { ...incoming(scene), id: newId(), contact };
  const { receipt } = await show.operator.call(sendDeskReport, { body });
  return withReceipt(show, scene, receipt);
}

/** Through the pages, as a browser without scripts does: first what, where and when, then more. */
async function byWeb(show: Show, scene: Scene, n: number): Promise<Way> {
  const browser = new Client(show.wire);
  const root = `/${scene.language}/report`;
  const first = { what: scene.what, where: scene.crossing, when: tenseOf(scene), drill: nameOf(show, n) };
  const sent = await browser.form(root, first);
  const more = await browser.page(linkOf(sent, `${root}/more`));
  const token = fieldOf(more, 'token');
  await browser.form(`${root}/more`, {
    ...{ token, step: 'first-hand', answer: scene.firstHand ? 'saw' : 'heard' },
    ...{ go: 'next', addition: newId() },
  });
  if (scene.picture) {
    await browser.upload(`${root}/files`, { token, upload: newId() }, smallPicture());
    await show.note('report.picture', '', {});
  }
  return withReceipt(show, scene, receiptOf(sent));
}

/** The address of a link that begins so. Throws where the page has none. */
function linkOf(page: string, start: string): string {
  const [, address] = page.match(new RegExp(`href="(${start}[^"]*)"`)) ?? [];
  if (!address) throw new Error(`the page has no link to ${start}`);
  return address.replaceAll('&amp;', '&');
}

/** The four words that the page shows. */
const receiptOf = (page: string): string =>
  (/class="receipt"[^>]*>([^<]+)</.exec(page)?.[1] ?? '').trim().replaceAll(' ', '-');

/** The value of a hidden field. Throws where the page has none. */
function fieldOf(page: string, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? '';
  const value = /value="([^"]*)"/.exec(tag)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

/** One grey point, as PNG. */
const smallPicture = () =>
  new File(
    [
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB88I+DAAAAABJRU5ErkJggg==',
        'base64',
      ),
    ],
    'drill.png',
    { type: 'image/png' },
  );

async function withReceipt(show: Show, { language }: Scene, receipt: string): Promise<Way> {
  const receiptPath = `/${language}/report/${encodeURIComponent(receipt)}`;
  return { phone: null, receiptPath, saidAtFirst: await readStatus(show, receiptPath) };
}

/** What the page of a receipt says about the report. */
export async function readStatus(show: Show, receiptPath: string): Promise<string> {
  const page = await new Client(show.wire).page(receiptPath);
  return /<strong>(.*?)<\/strong>/s.exec(page)?.[1]?.trim() ?? '';
}

/** Of a number kept for fiction, which no volunteer of the demo has. */
const numberOf = (show: Show, n: number) => `+1212555${2000 + ((show.seed * 61 + n) % 8000)}`;

/** They answer what the hotline asks back, if they have seen it themselves. */
async function byText(show: Show, scene: Scene, n: number): Promise<Way> {
  const phone = numberOf(show, n);
  let reply = await show.phones.write(phone, `${scene.what} ${scene.crossing}`);
  for (let i = 0; i < 2 && scene.firstHand && /[(（]1[)）]/.test(reply ?? ''); i++) {
    reply = await show.phones.write(phone, '1');
    await show.note('report.answered', '', {});
  }
  return { phone, receiptPath: null, saidAtFirst: '' };
}
