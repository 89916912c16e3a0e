import type { Ctx } from '../../../platform/context.ts';
import { type ResponderFacts, responderFacts } from '../../people/index.ts';
import { currentCertificates } from '../../trainings/index.ts';
import * as store from '../store.ts';

/** Writes the read-model anew from those who own the facts; of everyone when `ids` is null. */
export async function rebuildResponders(ctx: Ctx, ids: string[] | null = null): Promise<void> {
  const facts = await responderFacts(ctx, ids);
  const certificates = await currentCertificates(ctx, ids);
  await store.upsertResponders(
    ctx,
    facts.map((f) => rowOf(f, certificates.get(f.id) ?? [])),
  );
}

function rowOf(f: ResponderFacts, certificates: { course: string; expiresAt: Date }[]): store.ResponderRow {
  const until = (course: string) => certificates.find((c) => c.course === course)?.expiresAt ?? null;
  return {
    personId: f.id,
    callSign: f.callSign,
    chapterId: f.chapterId,
    zoneIds: f.zoneIds,
    homeCell: f.homeCell,
    languages: f.languages,
    active: f.active,
    vouched: f.vouched,
    observerUntil: until('observer'),
    verifierUntil: until('verifier'),
    agreementVersion: f.agreementVersion,
    availability: f.availability,
  };
}
