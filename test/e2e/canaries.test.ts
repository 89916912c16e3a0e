import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as callouts from '../../src/features/callouts/contract.ts';
import { writeOnPhone } from '../../src/features/channels/contract.ts';
import * as hotline from '../../src/features/hotline/contract.ts';
import { wholeReport } from '../../src/features/hotline/rules.ts';
import * as incidents from '../../src/features/incidents/contract.ts';
import * as people from '../../src/features/people/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { filesIn, formsOf } from '../scan.ts';
import { callOut, corner, goThere, sayYes } from './crew.ts';
import { memberAt } from './house.ts';
import { pixel } from './picture.ts';
import { startHouse, type TestHouse } from './server.ts';

/**
 * Somebody has copied the whole data directory of a running house: database files, write-ahead log, media, keys, and
 * what it logged. What was said at any door is planted with a word of its own; none of these words is in there.
 */

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const planted = new Map<string, string>();
/** A word that is nowhere else, in a sentence as people write them. */
function canary(door: string): string {
  const word = `canary${randomBytes(9).toString('hex')}`;
  planted.set(word, door);
  return `seen by ${word} at the corner`;
}

it('a copied server tells nothing of what was said to it', async () => {
  const { origin } = house;
  const { member, call } = memberAt(() => origin);
  const dispatcher = await member({ role: 'dispatcher' }, 'desk');

  // Residents: the form with what follows it, a picture, a text, the open API, a complaint.
  const form = (path: string, fields: Record<string, string>) =>
    fetch(origin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'text/html' },
    });
  const sent = await form('/en/report', {
    ...{ id: newId(), about: 'sighting', when: 'now' },
    ...{ what: canary('form, what'), where: canary('form, where') },
  });
  const token = /[?&;]t=([\w-]+)/.exec(await sent.text())![1]!;
  const files = new FormData();
  files.append('token', token);
  files.append('upload', newId());
  const content = Buffer.concat([pixel, Buffer.from(canary('picture'))]);
  files.append('files', new File([content], `${canary('file name')}.png`, { type: 'image/png' }));
  expect((await fetch(`${origin}/en/report/files`, { method: 'POST', body: files })).status).toBe(200);
  await form('/en/conduct', { id: newId(), words: canary('complaint'), contact: canary('complainant') });
  const apiWords = canary('open API');
  const { id: reportId } = await call(hotline.sendReport, {
    body: {
      ...{
        what: apiWords,
        where: { text: `${corner}, ${canary('address')}` },
        tense: 'now',
        firstHand: true,
      },
      ...{ answers: { people: canary('answer') }, contact: canary('call back') },
    },
  });
  await call(writeOnPhone, {
    params: { address: '+12125550188' },
    body: { id: newId(), body: canary('text message') },
  });

  // The desk: a phoned-in report with its draft and what is added, an incident with a note, somebody suspended.
  const phoned = newId();
  await dispatcher.call(hotline.saveDraft, {
    params: { id: newId() },
    body: { fields: { what: canary('draft') } },
  });
  await dispatcher.call(hotline.sendDeskReport, {
    body: { id: phoned, what: canary('phoned in'), where: { text: canary('phoned where') }, tense: 'now' },
  });
  await dispatcher.call(hotline.addToReport, {
    params: { id: phoned },
    body: { id: newId(), words: canary('addition'), contact: canary('added contact') },
  });
  const incidentId = newId();
  await dispatcher.call(hotline.openFromReport, {
    params: { id: reportId },
    body: { id: incidentId, label: canary('label'), point: { lat: 40.7475, lon: -73.8835 } },
  });
  const note = canary('note');
  await dispatcher.call(incidents.addNote, {
    params: { id: incidentId },
    body: { id: newId(), words: note },
  });
  const { asked } = await callOut({ member }, dispatcher, incidentId, 'verify', corner, canary('brief'));
  const [scout, other] = asked;

  // Those who are sent: beside a yes, on the scene, afterwards; and whom to tell when they are hurt.
  await sayYes(scout!, canary('beside a yes'));
  await sayYes(other!);
  await goThere(scout!);
  await goThere(other!);
  await scout!.act(callouts.fieldNote, { words: canary('field note') });
  await scout!.act(callouts.fieldToldToMove, { order: canary('order'), obeyed: true });
  await scout!.act(callouts.fieldFinding, { finding: 'cannot_tell', words: canary('finding') });
  await scout!.act(callouts.fieldDepart);
  await scout!.act(callouts.fieldDebrief, { answers: { 'what-happened': canary('debrief') } });
  const phone = await member({ person: scout!.personId }, 'field');
  await phone.call(people.changeMe, {
    body: { emergencyContact: { name: canary('contact of ours'), phone: '+12125550177' } },
  });
  const admin = await member({ role: 'admin' }, 'desk');
  await admin.call(people.suspend, {
    body: { id: newId(), personId: other!.personId, reason: canary('reason') },
  });

  // Who may read it reads it.
  const shown = wholeReport(await dispatcher.call(hotline.readReport, { params: { id: reportId } }));
  expect(shown.words).toBe(apiWords);
  const { items } = await dispatcher.call(incidents.readTimeline, { params: { id: incidentId } });
  expect(items.map(({ words }) => words)).toContain(note);
  await house.end();
  const copied = [...(await filesOf(house.dataDir)), { path: 'log', bytes: Buffer.from(house.said()) }];
  const hits = copied.flatMap(({ path, bytes }) =>
    [...planted].filter(([word]) => has(bytes, word)).map(([, door]) => `${door}: ${path}`),
  );
  expect(hits).toEqual([]);
  // The search finds what is there: a zone's public name, in the database's files and in its write-ahead log.
  expect(copied.some(({ path, bytes }) => path.includes('/base/') && has(bytes, 'jackson-heights'))).toBe(
    true,
  );
  expect(copied.some(({ path, bytes }) => path.includes('/pg_wal/') && has(bytes, 'jackson-heights'))).toBe(
    true,
  );
});

const has = (bytes: Buffer, word: string) => formsOf(word).some((form) => bytes.includes(form));

async function filesOf(folder: string) {
  const paths = await filesIn(folder);
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
}
