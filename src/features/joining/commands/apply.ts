import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { newId } from '../../../platform/id.ts';
import { refused } from '../../../platform/problem.ts';
import { addAddresses, ownersOf, readNumber, spelt } from '../../channels/index.ts';
import { addPeople, nameBound, type Person } from '../../people/index.ts';
import { type Chapter, chapters, homeCellOf, type Zone, zones } from '../../places/index.ts';
import type { Application } from '../contract.ts';
import * as store from '../store.ts';

export interface Applied {
  personId: string;
  /** They were here already, by one of the addresses. */
  known: boolean;
}

type Home = Pick<Person, 'chapterId' | 'zoneIds' | 'homeCell'>;
type Address = Application['addresses'][number];

/** Somebody asks to join; see `applyAll`. */
export async function apply(ctx: Ctx, application: Application): Promise<Applied> {
  return (await applyAll(ctx, [application]))[0]!;
}

/**
 * Takes applications, for whoever may: each makes a person in the state `applied`, with a call sign, chapter and coarse
 * home cell of their zone, and their addresses. Who is known by any address, or comes twice in the list, is one person; the
 * same id again is the same act. Throws 400 for an address that can be nobody's, 422 in a network without places.
 * `unknown`: the caller holds the lock and has looked that nobody is known by any of the addresses.
 */
export async function applyAll(ctx: Ctx, given: Application[], { unknown = false } = {}): Promise<Applied[]> {
  const applications = await Promise.all(given.map(spellOut));
  await store.lockApplications(ctx);
  const before = await store.selectApplied(
    ctx,
    applications.map((a) => a.id),
  );
  const fresh = [...new Map(applications.filter((a) => !before.has(a.id)).map((a) => [a.id, a])).values()];
  const made = await admitNew(
    ctx,
    fresh,
    unknown
      ? []
      : await ownersOf(
          ctx,
          fresh.map((a) => a.addresses),
        ),
  );
  return applications.map(({ id }) => before.get(id) ?? made.get(id)!);
}

const spellOut = async (application: Application): Promise<Application> => ({
  ...application,
  addresses: await Promise.all(
    application.addresses.map(async ({ kind, address }) => ({
      kind,
      // Of Signal a number, as a rule; an account's own id is none.
      address: (kind === 'signal' && (await readNumber(address))) || (await spelt(kind, address)),
    })),
  ),
});

/** An address whatever way it takes: the same number by text and by Signal is one person's. */
const sameness = ({ kind, address }: Address) => (address.startsWith('+') ? address : `${kind} ${address}`);

/** Held until the transaction ends: whoever looks who is known, and then applies, is alone meanwhile. */
export const lockApplications = (ctx: Ctx): Promise<void> => store.lockApplications(ctx);

async function admitNew(
  ctx: Ctx,
  fresh: Application[],
  owners: readonly (string | null)[],
): Promise<Map<string, Applied>> {
  const place = await placing(ctx);
  const here = new Map<string, string>();
  const applied = new Map<string, Applied>();
  const newcomers: (Application & Home & { personId: string })[] = [];
  for (const [i, application] of fresh.entries()) {
    const names = application.addresses.map(sameness);
    const known = owners[i] ?? names.map((name) => here.get(name)).find(Boolean);
    const personId = known ?? newId();
    for (const name of names) here.set(name, personId);
    applied.set(application.id, { personId, known: known !== undefined });
    if (!known) newcomers.push({ ...application, ...place(application), personId });
  }
  await addPeople(
    ctx,
    newcomers.map(({ personId: id, chapterId, homeCell, zoneIds, languages, availability, kind, name }) => ({
      ...{ id, chapterId, homeCell, languages, state: 'applied' as const },
      zoneIds,
      roles: kind === 'ally' ? ['ally'] : [],
      ...(availability && { availability }),
      ...(name && { name: ctx.vault.encrypt(name, nameBound(id)) }),
    })),
  );
  await addAddresses(
    ctx,
    newcomers.flatMap(({ personId, addresses }) =>
      addresses.map(({ kind, address }, i) => ({
        ...{ id: newId(), personId, address, rank: i + 1 },
        // The demo's telephones hang on its wall.
        kind: ctx.network.demo && kind !== 'email' ? ('wall' as const) : kind,
      })),
    ),
  );
  await note(ctx, fresh, applied);
  return applied;
}

async function note(ctx: Ctx, fresh: Application[], applied: Map<string, Applied>): Promise<void> {
  await store.insertApplications(
    ctx,
    fresh.map(({ id, source, kind, wants, name, tag, throttled }) => {
      const { personId, known } = applied.get(id)!;
      return {
        ...{ id, personId, known, source, kind, wants: [...new Set(wants)] },
        ...{ at: ctx.now, tag: tag ?? null, throttled: throttled ?? false },
        name: known && name ? ctx.vault.encrypt(name, { record: id, field: 'name' }) : null,
      };
    }),
  );
  await emit(
    ctx,
    ...fresh.map(({ id, source }) => ({
      kind: 'application.received',
      subject: id,
      data: { person: applied.get(id)!.personId, source },
    })),
  );
}

/** Where somebody belongs: to their zone's chapter, or the chapter that they name, or the network's first. */
async function placing(ctx: Ctx) {
  const [allZones, allChapters] = [await zones(ctx), await chapters(ctx)];
  return ({ zoneId, chapterId }: Application): Home => {
    const own = allZones.find((z) => z.id === zoneId);
    const chapter: Chapter | undefined =
      allChapters.find((c) => c.id === (chapterId ?? own?.chapterId)) ?? allChapters[0];
    const zone: Zone | undefined = own ?? allZones.find((z) => z.chapterId === chapter?.id) ?? allZones[0];
    if (!chapter || !zone)
      throw refused('This network has no neighbourhoods yet.', 'Ask an admin to load its places first.');
    return { chapterId: chapter.id, zoneIds: own ? [own.id] : [], homeCell: homeCellOf(zone) };
  };
}
