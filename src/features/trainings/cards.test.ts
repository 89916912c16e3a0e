import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { corner, settlePeople } from '../../../test/village.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { nearby } from '../callouts/commands/candidates.ts';
import { responderFacts } from '../people/index.ts';
import * as commands from './commands.ts';
import type { Card, CheckList } from './contract.ts';
import { checkCard, partsOf, readCard } from './rules.ts';

const day = 24 * 60;
let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({ volunteers: 200 });
});

/** What a browser would do with the two halves of a card, without a line of ours. */
async function verified(token: string, publicKey: string): Promise<boolean> {
  const cut = token.lastIndexOf('.');
  const [text, signature] = [token.slice(0, cut), token.slice(cut + 1)];
  const key = await webcrypto.subtle.importKey(
    'jwk',
    { kty: 'OKP', crv: 'Ed25519', x: publicKey },
    'Ed25519',
    false,
    ['verify'],
  );
  return webcrypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), Buffer.from(text));
}

describe('a card', () => {
  const cardsOf = async (personId: string): Promise<Card[]> => {
    const headers = await net.signIn([], personId);
    return (await net.app.inject({ url: '/api/v1/me/cards', headers })).json().items;
  };
  const list = async (): Promise<CheckList> => {
    const headers = await net.signIn([], await certified());
    return (await net.app.inject({ url: '/api/v1/cards/check-list', headers })).json();
  };
  const [asOf, certified] = [
    () => net.clock.now(),
    async () => {
      const [person] = await settlePeople(net, 1);
      return person!.id;
    },
  ];

  it('is signed by the key of the network, which anyone can check with WebCrypto', async () => {
    const personId = await certified();
    const [card] = await cardsOf(personId);
    const { publicKey } = await list();
    expect(await verified(card!.token, publicKey)).toBe(true);
    expect(card!.token.length).toBeLessThan(200);
    const said = readCard(card!.token)!;
    expect(said).toMatchObject({ id: card!.id, course: card!.course, callSign: card!.callSign });
    expect(Math.abs(said.expiresAt.getTime() - Date.parse(card!.expiresAt))).toBeLessThan(60_000);
  });

  it('is refused when anything in it was altered, and when another network signed it', async () => {
    const [card] = await cardsOf(await certified());
    const known = await list();
    const state = async (token: string) => (await checkCard(token, known, asOf())).state;
    expect(await state(card!.token)).toBe('valid');
    expect(await state(` ${card!.token}\n`)).toBe('valid');
    const parts = card!.token.split('.');
    const altered = [
      parts.with(1, 'dispatcher').join('.'),
      parts.with(3, 'zzzzzz').join('.'),
      parts.with(4, Buffer.from('SOMEONE').toString('base64url')).join('.'),
      card!.token.slice(0, -2),
      `${card!.token}AA`,
      '',
      'https://example.org',
      'PLC1.observer.x.y.z.q',
      'x'.repeat(5000),
    ];
    for (const token of altered) expect([token, await state(token)]).toEqual([token, 'foreign']);
    const other = commands.cardSigner(net.services.master, (await net.sibling()).id);
    const foreign = commands.signCard(other, { ...card!, expiresAt: new Date(card!.expiresAt) });
    expect(await verified(foreign, known.publicKey)).toBe(false);
    expect(await state(foreign)).toBe('foreign');
  });

  it('says that it was taken back, also to whoever has only the list, and that it has ended', async () => {
    const personId = await certified();
    const [card] = await cardsOf(personId);
    const before = await list();
    await net.tx((ctx) => commands.revokeCertificate(ctx, card!.id), net.actor('trainer'));
    const after = await list();
    expect((await checkCard(card!.token, before, asOf())).state).toBe('valid');
    expect((await checkCard(card!.token, after, asOf())).state).toBe('revoked');
    expect((await cardsOf(personId)).map((c) => c.id)).not.toContain(card!.id);
    const later = new Date(Date.parse(card!.expiresAt) + 60_000);
    expect((await checkCard(card!.token, before, later)).state).toBe('expired');
  });

  it('of whoever is removed counts as taken back', async () => {
    const personId = await certified();
    const [card] = await cardsOf(personId);
    await net.tx((ctx) => emit(ctx, { kind: 'person.removed', subject: personId }));
    await net.settle();
    expect((await checkCard(card!.token, await list(), asOf())).state).toBe('revoked');
  });

  it('is checked by anyone on a page without a script, from a form and not from the address', async () => {
    const [card] = await cardsOf(await certified());
    const post = (code: string, lang = 'en') =>
      net.app.inject({
        ...{ method: 'POST', url: `/${lang}/certificate`, payload: new URLSearchParams({ code }).toString() },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await net.app.inject({ url: '/es/certificate' })).body).toContain('Comprobar un certificado');
    const valid = await post(card!.token);
    expect(valid.statusCode).toBe(200);
    expect(valid.body).toContain('Valid');
    expect(valid.body).toContain(card!.callSign);
    expect(valid.body).not.toContain('<script');
    expect((await post('nonsense', 'zh')).body).toContain('不是本网络的证书');
    expect((await post('')).body).toContain('Paste the text of the code first.');
    expect((await net.app.inject({ url: '/api/v1/cards/check-list' })).statusCode).toBe(401);
    expect((await net.app.inject({ url: '/api/v1/me/cards' })).statusCode).toBe(401);
  });
});

describe('training before', () => {
  it('is credited with a reason that is sealed, and the act is in the log', async () => {
    const [person] = (await net.tx((ctx) => responderFacts(ctx, null))).filter((p) => p.state === 'applied');
    const url = `/api/v1/people/${person!.id}/courses`;
    const admin = await net.signIn(['admin']);
    const parts = partsOf('firstaid');
    const id = newId();
    const payload = { id, parts, reason: 'A class of the Red Cross in May; the card was shown.' };
    const post = (headers: Record<string, string>) =>
      net.app.inject({ method: 'POST', url: `${url}/firstaid/prior`, headers, payload });
    expect((await post(await net.signIn(['observer']))).statusCode).toBe(403);
    expect((await post(await net.signIn(['admin'], person!.id))).statusCode).toBe(403);
    const done = await post(admin);
    expect(done.statusCode).toBe(200);
    expect((await post(admin)).statusCode).toBe(200);
    const shown = (await net.app.inject({ url, headers: admin })).json();
    expect(shown.items.find((i: { course: string }) => i.course === 'firstaid').certificate.current).toBe(
      true,
    );
    expect(shown.prior).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain('Red Cross');
    const acts = await net.tx((ctx) =>
      ctx.tx.selectFrom('audit_acts').select('act').where('subject', '=', person!.id).execute(),
    );
    expect(acts.filter((a) => a.act === 'training.credited')).toHaveLength(1);
    const bad = { ...payload, id: newId(), parts: ['practice'] };
    const refused = await net.app.inject({
      method: 'POST',
      url: `${url}/firstaid/prior`,
      headers: admin,
      payload: bad,
    });
    expect(refused.statusCode).toBe(422);
  });

  it('is for those whose training the actor looks after', async () => {
    const facts = await net.tx((ctx) => responderFacts(ctx, null));
    const [one] = facts;
    const other = facts.find((p) => p.chapterId !== one!.chapterId)!;
    const actor = {
      ...net.actor('coordinator'),
      roles: [{ role: 'coordinator', chapterId: one!.chapterId }],
    };
    const read = (id: string) => net.tx((ctx) => commands.memberCourses(ctx, id), actor);
    expect((await read(one!.id)).callSign).toBe(one!.callSign);
    await expect(read(other.id)).rejects.toMatchObject({ status: 404 });
    const all = await net.tx((ctx) => commands.overview(ctx), net.actor('admin'));
    const own = await net.tx((ctx) => commands.overview(ctx), actor);
    expect(own[1]!.holding).toBeGreaterThan(0);
    expect(own[1]!.holding).toBeLessThan(all[1]!.holding);
  });
});

describe('the end of a certificate', () => {
  it('is announced 30 and 7 days before, once each, and stops dispatch by itself', async () => {
    const [person] = await settlePeople(net, 1);
    const personId = person!.id;
    const current = await net.tx((ctx) => commands.currentCertificates(ctx, [personId]));
    const { expiresAt } = current.get(personId)!.find((c) => c.course === 'observer')!;
    const told = () =>
      net.tx((ctx) =>
        ctx.tx
          .selectFrom('messages')
          .select(['language', 'purpose'])
          .where('person_id', '=', personId)
          .where('purpose', '=', 'certificate')
          .execute(),
      );
    const left = () => (expiresAt.getTime() - net.clock.now().getTime()) / 60_000;
    const remind = () => net.tx((ctx) => commands.remind(ctx));
    const counts: number[] = [];
    for (const days of [31, 30, 29, 8, 7, 1]) {
      net.clock.advance(left() - days * day);
      await remind();
      await remind();
      counts.push((await told()).length);
    }
    expect(counts).toEqual([0, 1, 1, 1, 2, 2]);
    const held = async () =>
      (await net.tx((ctx) => commands.currentCertificates(ctx, [personId])))
        .get(personId)
        ?.map((c) => c.course) ?? [];
    expect(await held()).toContain('observer');
    net.clock.advance(day);
    expect(await held()).not.toContain('observer');
  });

  it('takes its holder from those who can be asked, and a renewal brings them back', async () => {
    const [person] = await settlePeople(net, 1);
    const personId = person!.id;
    const reasons = () =>
      net.tx(async (ctx) => {
        const meet = await corner(ctx);
        const near = await nearby(ctx, { purpose: 'observe', meet, languages: [], minutes: 15 });
        return near.find((n) => n.responder.personId === personId)!.reasons;
      });
    expect(await reasons()).toEqual([]);
    net.clock.advance(100 * day);
    expect(await reasons()).toEqual(['no_certificate']);
    const credit = (modules: string[]) =>
      net.tx((ctx) => commands.credit(ctx, { personId, course: 'observer', modules, how: 'session' }));
    await net.tx((ctx) =>
      commands.credit(ctx, { personId, course: 'rights', modules: partsOf('rights'), how: 'session' }),
    );
    expect((await credit(['quiz', 'conduct'])).certificate).not.toBeNull();
    await net.settle();
    expect(await reasons()).toEqual([]);
  });

  it('is put off by the quiz and one module', async () => {
    const [person] = await settlePeople(net, 1);
    const personId = person!.id;
    net.clock.advance(50 * day);
    const credit = (modules: string[]) =>
      net.tx((ctx) => commands.credit(ctx, { personId, course: 'observer', modules, how: 'online' }));
    expect((await credit(['quiz'])).missing).toContain('conduct');
    await net.tx(
      (ctx) => commands.issueCertificate(ctx, { id: newId(), personId, course: 'rights' }),
      net.actor('trainer'),
    );
    expect((await credit(['conduct'])).certificate).not.toBeNull();
    net.clock.advance(60 * day);
    const current = await net.tx((ctx) => commands.currentCertificates(ctx, [personId]));
    expect(current.get(personId)?.map((c) => c.course)).toContain('observer');
  });
});

it('keeps why somebody was credited for two years', async () => {
  const left = () => net.tx((ctx) => ctx.tx.selectFrom('prior_credits').select('id').execute());
  expect(await left()).toHaveLength(1);
  net.clock.advance(300 * day);
  await net.tx((ctx) => commands.forgetReasons(ctx));
  expect(await left()).toHaveLength(1);
  net.clock.advance(430 * day);
  await net.tx((ctx) => commands.forgetReasons(ctx));
  expect(await left()).toEqual([]);
});
