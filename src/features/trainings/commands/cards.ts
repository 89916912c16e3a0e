import { sign } from 'node:crypto';
import { type Signer, signerOf } from '../../../platform/audit/note.ts';
import type { Ctx } from '../../../platform/context.ts';
import { lastingKey, type ServerKey } from '../../../platform/key.ts';
import { authorize } from '../../../platform/policy.ts';
import { person } from '../../people/index.ts';
import type { Card, CheckList } from '../contract.ts';
import { policy } from '../policy.ts';
import { type CardFacts, type Checking, cardText, cardToken, isCurrent } from '../rules.ts';
import * as store from '../store.ts';

/** Who signs the cards of a network; its key outlives a replacement of the server's. */
export const cardSigner = (master: ServerKey, networkId: string): Signer =>
  signerOf('porchlight cards', lastingKey(master, `cards ${networkId}`));

export function signCard(signer: Signer, facts: CardFacts): string {
  const text = cardText(facts);
  return cardToken(text, sign(null, Buffer.from(text), signer.privateKey));
}

/** The certificates of the actor that are current: of each course the one that ends last. */
export async function myCards(ctx: Ctx, signer: Signer): Promise<Card[]> {
  authorize(policy, ctx.actor, 'read', 'ownCertificate');
  const { id: personId, callSign } = await person(ctx, ctx.actor.personId!);
  const current = (await store.selectOfPerson(ctx.tx, ctx.network.id, personId)).filter((c) =>
    isCurrent(c, ctx.now),
  );
  return current
    .filter(
      ({ id, course, expiresAt }) =>
        !current.some((other) => other.id !== id && other.course === course && other.expiresAt > expiresAt),
    )
    .map(({ id, course, issuedAt, expiresAt }) => ({
      ...{ id, course, callSign, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString() },
      token: signCard(signer, { id, course, callSign, expiresAt }),
    }));
}

/** All that is needed to check a card. */
export async function checking(ctx: Ctx, signer: Signer): Promise<Checking> {
  const publicKey = signer.publicKey.export({ format: 'jwk' }).x!;
  return { publicKey, revoked: await store.selectRevoked(ctx) };
}

/** The same, for a member's phone to keep. */
export async function checkList(ctx: Ctx, signer: Signer): Promise<CheckList> {
  authorize(policy, ctx.actor, 'check', 'card');
  const { publicKey, revoked } = await checking(ctx, signer);
  return { publicKey, revoked: [...revoked], at: ctx.now.toISOString() };
}
