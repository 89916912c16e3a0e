import { beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../src/composition.ts';
import { purgePage } from '../../src/features/holds/commands/purge.ts';
import { receiveReports } from '../../src/features/hotline/index.ts';
import { peopleByRole } from '../../src/features/people/index.ts';
import { newId } from '../../src/platform/id.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { held, longest, times } from './times.ts';

/** Fault 15: what is over and what is held in the same instant. */
const rounds = times(100, 6);
const each = 20;
const ninetyDays = 90 * 24 * 60;
const reports = { name: 'hotline.reports', after: null };
const house = {
  keeps: features.flatMap((f) => f.keeps ?? []),
  abouts: features.flatMap((f) => f.about ?? []),
};

let net: TestNetwork;
let lawyer: string;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 60 });
  lawyer = (await net.tx((ctx) => peopleByRole(ctx, 'observer', 1)))[0]!.id;
}, longest);

async function settled(): Promise<string[]> {
  const ids = Array.from({ length: each }, newId);
  await net.tx(async (ctx) => {
    await receiveReports(
      ctx,
      ids.map((id) => ({
        id,
        door: 'api',
        kind: 'sighting',
        language: 'en',
        tense: 'before',
        what: 'A van at the corner',
        where: {},
        origin: Buffer.from(id),
        uncounted: true,
      })),
    );
    const closed = { state: 'closed', closed_at: ctx.now };
    await ctx.tx.updateTable('reports').set(closed).where('id', 'in', ids).execute();
  });
  return ids;
}

const left = async (ids: string[]) =>
  new Set(
    (await net.tx(({ tx }) => tx.selectFrom('reports').select('id').where('id', 'in', ids).execute())).map(
      (row) => row.id,
    ),
  );

describe('expiry against holds', () => {
  it(
    'never removes what is held, and leaves nothing of the rest',
    async () => {
      const seen = { held: 0, late: 0 };
      for (let round = 0; round < rounds; round++) {
        const ids = await settled();
        net.clock.advance(ninetyDays);
        const legal = await net.signIn(['legal'], lawyer);
        const place = (recordId: string) =>
          net.app.inject({
            method: 'POST',
            url: '/api/v1/holds',
            headers: legal,
            payload: { id: newId(), recordId, reason: 'A request from court' },
          });
        const wanted = ids.filter((_, i) => i % 2 === 0);
        // Some are on their way, then the run and others set out together, and the last comes when the run is over.
        const early = 1 + (round % 8);
        const placing = wanted.slice(0, early).map(place);
        await Promise.race(placing);
        const running = net.tx((ctx) => purgePage(ctx, house, reports));
        placing.push(...wanted.slice(early, -1).map(place));
        placing.push(running.then(() => place(wanted.at(-1)!)));
        const answers = await Promise.all(placing);
        // The pages that follow the first.
        await net.settle();
        const kept = await left(ids);
        for (const [i, answer] of answers.entries()) {
          const isHeld = answer.statusCode === 200;
          // Who came too late is told so, and it is gone for good.
          if (!isHeld) expect(answer.json().errors[0].path).toBe('body.recordId');
          expect(kept.has(wanted[i]!)).toBe(isHeld);
          seen[isHeld ? 'held' : 'late']++;
        }
        expect([...kept].filter((id) => !wanted.includes(id))).toEqual([]);
      }
      expect(seen.held).toBeGreaterThan(0);
      expect(seen.late).toBeGreaterThan(0);
      held(`${rounds * each} expiries: ${seen.held} held, ${seen.late} gone before; none held was removed`);
    },
    longest,
  );
});
