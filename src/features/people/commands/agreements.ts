import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { authorize } from '../../../platform/policy.ts';
import { conductVersions, currentPlaybook } from '../../playbooks/index.ts';
import { chaptersOf, policy } from '../policy.ts';
import { changesBetween, countsUntil } from '../rules.ts';
import * as store from '../store.ts';
import { me } from './people.ts';

const listed = 200;

/** The conduct agreement as it now reads, what the actor signed of it and when, and what has changed since. */
export async function myAgreement(ctx: Ctx) {
  const member = await me(ctx);
  const { slug, conduct, trust } = await currentPlaybook(ctx);
  const versions = await conductVersions(ctx, slug);
  const signed = await store.selectSigning(ctx.tx, ctx.network.id, member.id, slug);
  const before = versions.find((v) => v.version === signed?.version);
  const until = countsUntil(signed?.version ?? null, versions, trust.graceDays);
  return {
    version: conduct.version,
    from: versions.find((v) => v.version === conduct.version)!.from,
    text: conduct.text,
    signed,
    /** Null where the text that was signed is not kept, or nothing was. */
    changes: before && before.version !== conduct.version ? changesBetween(before.text, conduct.text) : null,
    until: until instanceof Date ? until : null,
    counts: until !== 'never' && (until === null || until > ctx.now),
  };
}

/**
 * Active members of the actor's chapters who have not signed as it now reads, with until when what they signed counts;
 * at most two hundred, and how many there are.
 */
export async function notSigned(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'unsigned');
  const { slug, conduct, trust } = await currentPlaybook(ctx);
  const isAdmin = ctx.actor.roles.some((r) => r.role === 'admin');
  const chapterIds = isAdmin ? null : chaptersOf(ctx.actor, 'coordinator');
  const { rows, count } = await store.selectUnsigned(ctx.tx, ctx.network.id, slug, {
    ...{ version: conduct.version, chapterIds, limit: listed },
  });
  const versions = await conductVersions(ctx, slug);
  await audit(ctx, { act: 'agreements.listed', subject: ctx.actor.id!, data: { shown: rows.length } });
  return {
    version: conduct.version,
    count,
    items: rows.map((row) => {
      const until = countsUntil(row.signedVersion, versions, trust.graceDays);
      return { ...row, until: until instanceof Date ? until : null };
    }),
  };
}

/** Who signed an earlier text and is to read the new one; with until when theirs counts. */
export async function mustRenew(ctx: Ctx): Promise<{ ids: string[]; until: Date }> {
  const { slug, conduct, trust } = await currentPlaybook(ctx);
  const { from } = (await conductVersions(ctx, slug)).find((v) => v.version === conduct.version)!;
  return {
    ids: await store.selectToRenew(ctx.tx, ctx.network.id, slug, conduct.version),
    until: new Date(from.getTime() + trust.graceDays * 86_400_000),
  };
}
