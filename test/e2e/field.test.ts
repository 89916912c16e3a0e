import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import { aboutMedia } from '../../src/features/evidence/contract.ts';
import { copyKeyOf, openChunks, typeOf } from '../../src/features/evidence/rules.ts';
import { readTimeline, verifyIncident } from '../../src/features/incidents/contract.ts';
import waking from '../../src/features/wakings/field/waking.json' with { type: 'json' };
import en from '../../src/field/messages/en.json' with { type: 'json' };
import es from '../../src/field/messages/es.json' with { type: 'json' };
import zh from '../../src/field/messages/zh.json' with { type: 'json' };
import { newId } from '../../src/platform/id.ts';
import { fromBase64 } from '../../src/platform/seal/index.ts';
import { canary, hostile } from '../faults/hostile.ts';
import { randomOf } from '../faults/times.ts';
import { allGo, callOut, corner, incidentAt, type Scout, sayYes, until } from './crew.ts';
import { desktop, fitsNarrow, look, lookTwice, type Member, openHouse, phone } from './house.ts';
import type { Line } from './line.ts';

const house = openHouse();
const offline = /ERR_/;
/** As a phone's camera writes it: with where and when. */
const taken = await hostile(0, randomOf(3));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const titled = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe('on phones in the field', () => {
  it('verifiers find it, observers go, work without a network, and come home', async () => {
    const desk = await house.member({ role: 'dispatcher' }, 'desk');
    const incident = await incidentAt(house, desk, corner);
    const verify = await callOut(house, desk, incident, 'verify', corner);
    const verifier = await house.open('/field', { ...phone, as: { person: verify.asked[0]!.personId } });
    await look4Finding(verifier, verify.asked[1]!);
    await desk.call(verifyIncident, {
      params: { id: incident },
      body: { id: newId(), finding: 'confirmed' },
    });

    const observe = await callOut(house, desk, incident, 'observe', corner);
    const [me, partner] = observe.asked;
    const line = await house.line();
    const mine = { as: { person: me!.personId }, over: line, expected: offline };
    const page = await house.open('/field', { ...phone, ...mine });
    await allGo([partner!]);
    await titled(page, en.askObserve);
    await page.getByText(en.obliged).waitFor();
    await lookTwice(page, 'field-ask');
    await fitsNarrow(page, 'field-ask');
    await tap(page, en.ownWords);
    await page.getByLabel(en.ownWords).fill('Yes, I have to lock the shop first');
    await tap(page, en.canGo);
    await titled(page, en.conduct);
    await lookTwice(page, 'field-conduct');
    await tap(page, en.conductOk);
    await titled(page, en.goTitle);
    await page.getByText(corner).first().waitFor();
    await page.locator('li', { hasText: partner!.callSign }).getByText(en.on_scene).waitFor();
    await lookTwice(page, 'field-go');
    await tap(page, en.onWay);
    await titled(page, en.wayTitle);

    // A tap shows at once, before the server has it.
    await until(async () => (await stateOf(desk, observe.id, me!.personId)) === 'en_route');
    await arriveOffline(page, line);
    await until(async () => (await stateOf(desk, observe.id, me!.personId)) === 'on_scene');
    const entries = (await desk.call(readTimeline, { params: { id: incident } })).items;
    expect(
      entries.filter(({ kind, data }) => /on.scene/.test(kind) && data.callSign === me!.callSign),
    ).toHaveLength(1);

    await writeDown(page);
    await needHelp(page);

    // One of ours is hurt: everyone stands down at once.
    await tap(verifier, en.hurt);
    await tap(verifier, en.emergencyHurt);
    await tap(verifier, /tell everyone/);
    await verifier.getByText(en.emergencySaid).waitFor();
    await look(verifier, 'field-emergency-told');
    await page.getByRole('alertdialog').waitFor();
    await page.getByText(en.emergencyReason).waitFor();
    await lookTwice(page, 'field-stand-down-emergency');
    const alarms = await house.open('/desk', { ...desktop, as: { role: 'dispatcher' } });
    await alarms.getByRole('alert', { name: 'Alarms' }).getByText('is hurt').waitFor();
    await lookTwice(alarms, 'desk-alarm');
    await alarms.getByRole('button', { name: 'It is in hand' }).click();
    await tap(page, en.standDownAck);
    await tap(page, en.left);
    await debrief(page);
    await titled(page, en.idle);
    await lookTwice(page, 'field-idle');
    await look4Past(page);
    await pictureAtDesk(alarms, desk, incident, me!.callSign);
  });

  /** What the phone sealed: the desk opens a copy without place, and the original to the bit. */
  async function pictureAtDesk(page: Page, desk: Member, incident: string, from: string) {
    const { items } = await desk.call(readTimeline, { params: { id: incident } });
    const id = String(items.find(({ kind }) => kind === 'assignment.picture')!.data.media);
    const media = await desk.call(aboutMedia, { params: { id } });
    expect([media.type, media.notShown, media.sha256]).toEqual(['image/jpeg', null, sha256(taken.bytes)]);
    const key = fromBase64(media.key!);
    const opened = async (path: string, of: typeof key) => {
      const answer = await page.request.get(house.at(`/api/v1/media/${id}${path}`));
      return Buffer.concat(await openChunks(of, id, new Uint8Array(await answer.body())));
    };
    expect((await opened('', key)).equals(taken.bytes)).toBe(true);
    const copy = await opened('/copy', await copyKeyOf(key));
    expect(typeOf(copy)).toBe('image/jpeg');
    for (const word of [canary, 'Exif', 'GPS', 'http://ns.adobe.com'])
      expect(copy.includes(word)).toBe(false);

    await page.goto(house.at(`/desk?incident=${incident}`));
    await page.getByRole('button', { name: /Show \d+ earlier/ }).click();
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('img', { name: `Picture from ${from}` }).scrollIntoViewIfNeeded();
    await lookTwice(page, 'desk-picture-from-the-field');
  }

  async function stateOf(desk: Member, callout: string, personId: string) {
    const { assignments } = await desk.call(callouts.readCallout, { params: { id: callout } });
    return assignments.find((one) => one.personId === personId)?.state;
  }

  /** From the verifier's ask to what they found. */
  async function look4Finding(page: Page, partner: Scout) {
    await titled(page, en.askVerify);
    await look(page, 'field-ask-verify');
    await tap(page, en.canGo);
    await titled(page, en.conduct);
    await tap(page, en.conductOk);
    // Nobody goes alone: the first to say yes waits, and hears of the second at once.
    await titled(page, en.waitTitle);
    await page.getByText(en['waits.partner']).waitFor();
    await lookTwice(page, 'field-wait');
    await sayYes(partner);
    await titled(page, en.goTitle);
    await tap(page, en.onWay);
    await titled(page, en.wayTitle);
    await tap(page, en.here);
    await titled(page, en.sceneTitle);
    // Who leaves without having said what they found is asked first.
    await tap(page, en.left);
    await page.getByRole('button', { name: 'Leave without saying' }).waitFor();
    await lookTwice(page, 'field-leaving');
    await tap(page, en.back);
    await titled(page, en.sceneTitle);
    await tap(page, en.finding);
    await titled(page, en.findingTitle);
    await page.getByLabel(en.findingWords).waitFor();
    await lookTwice(page, 'field-finding');
    await page.getByLabel(en.confirmed).check();
    await page.getByLabel(en.findingWords).fill('Two marked vans, six people.');
    await tap(page, en.send);
    await page.getByText(en.findingSaid.replace('{what}', en.confirmed)).waitFor();
    await look(page, 'field-found');
  }

  /** "I am here" without a network: kept, shown as waiting also after a reload, sent once when it is back. */
  async function arriveOffline(page: Page, line: Line) {
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    line.cut();
    await tap(page, en.here);
    await titled(page, en.sceneTitle);
    await page.getByText(en.queued.replace('{n}', '1')).waitFor();
    await page.getByText(en.offline).waitFor();
    await lookTwice(page, 'field-offline');
    await page.reload();
    await titled(page, en.sceneTitle);
    await page.getByText(en.queued.replace('{n}', '1')).waitFor();
    line.mend();
    await page.getByText(en.queued.replace('{n}', '1')).waitFor({ state: 'detached' });
    await page.getByText(en.offline).waitFor({ state: 'detached' });
  }

  /** Checked in, told to move, a note, a picture. */
  async function writeDown(page: Page) {
    await lookTwice(page, 'field-scene');
    await fitsNarrow(page, 'field-scene');
    await tap(page, en.checkIn);
    await page.getByText(/^Checked in at/).waitFor();
    await tap(page, en.told);
    await titled(page, en.told);
    await look(page, 'field-told-to-move');
    await tap(page, en.toldBack);
    await page.getByRole('group', { name: en.toldObeyed }).getByLabel(en.yes).check();
    await tap(page, en.send);
    await titled(page, en.sceneTitle);
    await tap(page, en.note);
    await page.getByLabel(en.noteTitle).fill('They are talking at the door of the shop.');
    await look(page, 'field-note');
    await tap(page, en.send);
    await titled(page, en.sceneTitle);
    await tap(page, en.picture);
    await titled(page, en.pictureTitle);
    await page.locator('input[type=file]').setInputFiles({
      name: 'notes.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 and more'),
    });
    await page.getByText('This is not a picture or video').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'corner.jpg', mimeType: 'image/jpeg', buffer: taken.bytes });
    await page.locator('img.preview').waitFor();
    await look(page, 'field-picture');
    await tap(page, en.send);
    await titled(page, en.sceneTitle);
  }

  async function needHelp(page: Page) {
    await tap(page, en.needDesk);
    await page.getByText(en.needSaid).first().waitFor();
    await tap(page, en.hurt);
    await titled(page, en.emergency);
    await lookTwice(page, 'field-emergency');
    await tap(page, en.cancel);
    await titled(page, en.sceneTitle);
  }

  async function debrief(page: Page) {
    await titled(page, new RegExp(en.debrief));
    await lookTwice(page, 'field-debrief');
    for (let n = 0; (await page.getByRole('button', { name: en.debriefSend }).count()) === 0; n++) {
      const yes = page.getByRole('radio').first();
      if (await yes.count()) await yes.check();
      const step = page.getByRole('heading', { level: 1 });
      const before = await step.innerText();
      await tap(page, new RegExp(`^(${en.debriefNext}|${en.debriefSkip})$`));
      await page.waitForFunction((was) => document.querySelector('h1')?.innerText !== was, before);
      expect(n).toBeLessThan(30);
    }
    await tap(page, en.debriefSend);
  }

  async function look4Past(page: Page) {
    await tap(page, en.past);
    await titled(page, en.past);
    await page.getByText('Jackson Heights').first().waitFor();
    await look(page, 'field-past');
    await tap(page, en.back);
    await tap(page, en.sent);
    await titled(page, en.sent);
    await look(page, 'field-sent');
    await tap(page, en.back);
    // The words of a language are fetched when it is chosen; the choice shows when they are there.
    await page.getByLabel('Español').click();
    await titled(page, es.idle);
    await page.getByLabel('中文').click();
    await titled(page, zh.idle);
    await look(page, 'field-idle-zh');
  }
});

describe('an observer alone', () => {
  it('signs in and rehearses, from the ask to the end', async () => {
    const page = await house.open('/field', phone);
    await titled(page, en.signIn);
    await lookTwice(page, 'field-sign-in');
    await tap(page, /observer/);
    await titled(page, en.idle);
    await tap(page, en.rehearse);
    for (const step of [en.canGo, en.conductOk, en.onWay, en.here, en.checkIn]) {
      await page.getByRole('button', { name: step }).waitFor();
      if (step === en.checkIn) await look(page, 'field-rehearsal');
      await tap(page, step);
    }
    await page.getByRole('alertdialog').waitFor();
    await lookTwice(page, 'field-stand-down');
    await tap(page, en.standDownAck);
    await tap(page, en.left);
    await titled(page, new RegExp(en.debrief));
    await page.getByRole('heading', { level: 1, name: ' 1 of ' }).waitFor();
    const last = Number(/\d+$/.exec(await page.getByRole('heading', { level: 1 }).innerText())![0]);
    for (let n = 2; n <= last; n++) {
      await tap(page, en.debriefSkip);
      await page.getByRole('heading', { level: 1, name: ` ${n} of ` }).waitFor();
    }
    await page.clock.runFor(1000);
    await tap(page, en.debriefSend);
    await titled(page, en.rehearsalDone);
    await page.getByText('Your practice for the observer’s course is credited').waitFor();
    await look(page, 'field-rehearsal-done');
    await tap(page, en.ok);
    await titled(page, en.idle);
    await page.setViewportSize(desktop);
    await look(page, 'field-idle-wide');
  });

  it('says whether this phone can be woken', async () => {
    const page = await house.open('/field', { ...phone, as: { role: 'observer' } });
    await tap(page, en.alerts);
    await titled(page, en.alerts);
    await page.getByText(waking.never.en).waitFor();
    await page.getByText(waking.none.en).waitFor();
    await lookTwice(page, 'field-wake');
    // A test page to oneself, answered by one tap.
    await tap(page, waking.now.en);
    await page.getByText(waking.out.en).waitFor();
    await look(page, 'field-wake-test');
    await tap(page, waking.rang.en);
    await page.getByText(/^Your last test, .*: rang after \d+ seconds?, by this app\.$/).waitFor();
    await tap(page, waking.want.en);
    await page.getByText(waking.wanted.en).waitFor();
    await tap(page, waking.unwant.en);
    await page.getByText(waking.unwanted.en).waitFor();
  });
});
