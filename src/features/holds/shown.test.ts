import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { receiveReports } from '../hotline/index.ts';
import { peopleByRole } from '../people/index.ts';

let net: TestNetwork;
let admin: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  admin = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 1)))[0]!.id;
});

const page = async (url: string) =>
  (await net.app.inject({ method: 'GET', url, headers: { accept: 'text/html' } })).body;

describe('those concerned read how long it is kept', () => {
  it('before they send, and at the page that the footer leads to', async () => {
    expect(await page('/en/report')).toContain('After it is settled we keep it for 90 days');
    expect(await page('/es/report?about=detained')).toContain('lo guardamos 180 días');
    const kept = await page('/zh/kept');
    expect(kept).toContain('事情了结后 90 天');
    expect(await page('/en')).toContain('href="/en/kept"');
  });

  it('where they read how it stands: days while it is open, the day once it is settled', async () => {
    const id = newId();
    const [{ receipt } = { receipt: '' }] = await net.tx((ctx) =>
      receiveReports(ctx, [
        {
          id,
          door: 'api',
          kind: 'sighting',
          language: 'en',
          tense: 'before',
          what: 'A van',
          where: {},
          origin: Buffer.from(id),
          uncounted: true,
        },
      ]),
    );
    expect(await page(`/en/report/${receipt}`)).toContain('90 days after this is settled');
    const as = await net.signIn(['admin'], admin);
    const body = { id: newId(), days: 200, reason: 'A case in the spring' };
    const set = await net.app.inject({
      method: 'PUT',
      url: '/api/v1/retention/report',
      headers: as,
      payload: body,
    });
    expect(set.statusCode).toBe(200);
    net.clock.advance(1);
    // What was said to them stands.
    expect(await page('/en/report')).toContain('keep it for 200 days');
    expect(await page(`/en/report/${receipt}`)).toContain('90 days after this is settled');
    await net.tx(async (ctx) => {
      const closed = { state: 'closed', closed_as: 'past_event', closed_at: ctx.now };
      await ctx.tx.updateTable('reports').set(closed).where('id', '=', id).execute();
    });
    expect(await page(`/en/report/${receipt}`)).toContain('deleted after Feb 21, 2027');
  });
});
