import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { receiveReports } from '../hotline/index.ts';
import type { RecordKey } from './contract.ts';
import { shred } from './index.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 12 });
});

async function report(): Promise<string> {
  const id = newId();
  await net.tx((ctx) =>
    receiveReports(ctx, [
      {
        id,
        door: 'api',
        kind: 'sighting',
        language: 'en',
        tense: 'now',
        what: 'Two vans',
        where: {},
        origin: Buffer.from(id),
        uncounted: true,
      },
    ]),
  );
  return id;
}

const keysOf = (records: string[]) =>
  net.tx(({ tx }) => tx.selectFrom('record_keys').selectAll().where('record', 'in', records).execute());

/** How many keys of a record the desk is given. */
async function opens(keyIds: string[]): Promise<number> {
  const answer = await net.app.inject({
    method: 'POST',
    url: '/api/v1/keys/records',
    headers: await net.signIn(['dispatcher']),
    payload: { ids: keyIds },
  });
  return (answer.json().items as RecordKey[]).length;
}

async function week(): Promise<void> {
  net.clock.advance(7 * 24 * 60);
  await net.tx((ctx) => enqueue(ctx, 'keys.renewWraps', {}, ctx.now));
  await net.settle();
}

type Rows = Awaited<ReturnType<typeof keysOf>>;
/** What a restored dump does to the table. */
const restore = (records: string[], rows: Rows) =>
  net.tx(async ({ tx }) => {
    await tx.deleteFrom('record_keys').where('record', 'in', records).execute();
    await tx.insertInto('record_keys').values(rows).execute();
  });

const weekFiles = () =>
  readdirSync(join(net.services.config.dataDir, 'keys')).filter((name) => name.startsWith('shred-'));

describe('what is shredded', () => {
  it('opens for nobody once a backup from before it is thirty days old; what lives does', async () => {
    const [gone, living] = [await report(), await report()];
    const dump = await keysOf([gone, living]);
    const idsOf = (record: string) => dump.filter((k) => k.record === record).map((k) => k.id);
    expect([await opens(idsOf(gone)), await opens(idsOf(living))]).toEqual([1, 1]);
    await net.tx((ctx) => shred(ctx, [gone]));
    await week();
    expect([await opens(idsOf(gone)), await opens(idsOf(living))]).toEqual([0, 1]);

    // A younger backup still has it: this is why backups are to be short-lived.
    const lately = await keysOf([gone, living]);
    await restore([gone, living], dump);
    expect(await opens(idsOf(gone))).toBe(1);
    await restore([gone, living], lately);

    for (let i = 0; i < 4; i++) await week();
    expect(weekFiles().length).toBeLessThanOrEqual(5);
    const today = await keysOf([gone, living]);
    expect(await opens(idsOf(living))).toBe(1);
    await restore([gone, living], dump);
    expect([await opens(idsOf(gone)), await opens(idsOf(living))]).toEqual([0, 0]);
    // The old dump with today's keys beside it: the living opens, the shredded does not.
    await restore([living], today);
    expect([await opens(idsOf(gone)), await opens(idsOf(living))]).toEqual([0, 1]);
  });

  it('keeps a week’s key while anything of any network lies under it', async () => {
    const record = await report();
    const files = weekFiles();
    net.clock.advance(40 * 24 * 60);
    const ids = (await keysOf([record])).map((k) => k.id);
    expect(await opens(ids)).toBe(1);
    expect(weekFiles()).toEqual(expect.arrayContaining(files));
    // Moved first, forgotten after.
    await week();
    expect(await opens(ids)).toBe(1);
    expect(weekFiles().filter((name) => files.includes(name))).toEqual([]);
    const acts = await net.tx(({ tx }) => tx.selectFrom('audit_acts').select('act').execute());
    expect(acts.filter(({ act }) => act === 'key.week_forgotten').length).toBeGreaterThan(0);
  });
});
