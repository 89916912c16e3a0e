import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { addressesOf } from '../channels/index.ts';
import { person } from '../people/index.ts';
import { type Zone, zones } from '../places/index.ts';
import { type Application, apply, applyAll } from './index.ts';

let net: TestNetwork;
let zone: Zone;
let turn = 0;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 30, demo: false });
  zone = (await net.tx(zones)).find((z) => z.slug === 'jackson-heights')!;
});

const form = (over: Partial<Application> = {}): Application => ({
  id: newId(),
  ...{ source: 'web', kind: 'member', name: 'Ana Ruiz', languages: ['es'], wants: ['observer'] },
  addresses: [{ kind: 'sms', address: `(917) 555-${4000 + turn++}` }],
  zoneId: zone.id,
  ...over,
});
const of = (id: string) =>
  net.tx((ctx) =>
    ctx.tx
      .selectFrom('applications')
      .selectAll()
      .where('network_id', '=', ctx.network.id)
      .where('id', '=', id)
      .execute(),
  );

describe('an application', () => {
  it('makes a person who applied, with a call sign, an encrypted name, an address and the chapter of their zone', async () => {
    const application = form();
    const { personId, known } = await net.tx((ctx) => apply(ctx, application));
    expect(known).toBe(false);
    const found = await net.tx((ctx) => person(ctx, personId));
    expect(found).toMatchObject({ state: 'applied', chapterId: zone.chapterId, zoneIds: [zone.id] });
    expect(found.callSign).toMatch(/^\w+ \w+/);
    const reached = await net.tx((ctx) => addressesOf(ctx, [personId]));
    expect(reached.get(personId)).toEqual([{ kind: 'sms', address: expect.stringMatching(/^\+1917555/) }]);
    expect(await of(application.id)).toMatchObject([
      { person_id: personId, source: 'web', wants: ['observer'], name: null },
    ]);
    const { name } = await net.tx((ctx) =>
      ctx.tx.selectFrom('people').select('name').where('id', '=', personId).executeTakeFirstOrThrow(),
    );
    expect(Buffer.from(name!).includes('Ana')).toBe(false);
  });

  it('is one when the same comes twice, also at once', async () => {
    const application = form();
    const answers = await Promise.all([1, 2, 3].map(() => net.tx((ctx) => apply(ctx, application))));
    expect(new Set(answers.map((a) => a.personId)).size).toBe(1);
    expect(await of(application.id)).toHaveLength(1);
  });

  it('of somebody known by an address makes nobody anew, and keeps the other name', async () => {
    const first = await net.tx((ctx) => apply(ctx, form({ addresses: sms('+1 212 555 0142') })));
    const again = form({ name: 'Anna R.', addresses: [{ kind: 'signal', address: '212-555-0142' }] });
    expect(await net.tx((ctx) => apply(ctx, again))).toEqual({ personId: first.personId, known: true });
    const [row] = await of(again.id);
    expect(row!.known).toBe(true);
    expect(row!.name).not.toBeNull();
  });

  it('twice in one list, by the same e-mail in two spellings, is one person', async () => {
    const mail = (address: string) => form({ addresses: [{ kind: 'email', address }] });
    const [a, b] = await net.tx((ctx) => applyAll(ctx, [mail('Lee@x.example'), mail(' lee@X.example')]));
    expect([a!.known, b!.known]).toEqual([false, true]);
    expect(b!.personId).toBe(a!.personId);
  });

  it('of two people at once makes two call signs', async () => {
    const people = await Promise.all(
      [form(), form(), form(), form()].map((one) => net.tx((ctx) => apply(ctx, one))),
    );
    const signs = await Promise.all(people.map(({ personId }) => net.tx((ctx) => person(ctx, personId))));
    expect(new Set(signs.map((p) => p.callSign)).size).toBe(4);
  });

  it('without zone or chapter is taken all the same, and an ally is one', async () => {
    const { personId } = await net.tx((ctx) => apply(ctx, form({ zoneId: undefined, kind: 'ally' })));
    const found = await net.tx((ctx) => person(ctx, personId));
    expect(found).toMatchObject({ roles: ['ally'], zoneIds: [] });
    expect(found.homeCell).not.toBe('');
  });

  it('with a number that nobody can have is refused and makes nobody', async () => {
    const bad = form({ addresses: sms('12') });
    await expect(net.tx((ctx) => apply(ctx, bad))).rejects.toMatchObject({ status: 400 });
    expect(await of(bad.id)).toEqual([]);
  });
});

const sms = (address: string): Application['addresses'] => [{ kind: 'sms', address }];
