import { audit } from '../../../platform/audit/index.ts';
import type { Ctx } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { conflict, notFound, type Problem } from '../../../platform/problem.ts';
import { addAddresses, ownersOf } from '../../channels/index.ts';
import { callSigns, namesSeen, person, type Spent, spend } from '../../people/index.ts';
import type { Ask, Import } from '../contract.ts';
import type { Candidate } from '../rules.ts';
import * as store from '../store.ts';
import { changed, load, shown } from './common.ts';
import { askBound, takeIn } from './take.ts';

const listed = 10;

/** Rows that wait to be decided, each beside the one whom it is like; each is a look. Throws 404; a spent budget comes back. */
export async function asks(ctx: Ctx, id: string): Promise<Spent<{ items: Ask[]; more: boolean }> | Problem> {
  await load(ctx, id, 'decide');
  return spend(ctx, async (room) => {
    const rows = await store.selectAsks(ctx, id, listed + 1);
    const first = rows.slice(0, Math.min(room, listed));
    const ids = first.map((row) => row.personId);
    const [signs, names] = [await callSigns(ctx, ids), await namesSeen(ctx, ids)];
    const items = first.map((row) => {
      const { name, addresses } = ctx.vault.decrypt<Candidate>(row.body!, askBound(row.id));
      return {
        ...{ line: row.line, name: name ?? '', address: hint(addresses[0]?.address) },
        ...{ callSign: signs.get(row.personId) ?? '', likeName: names.get(row.personId) ?? '' },
      };
    });
    return { shown: items.length, answer: { items, more: rows.length > items.length } };
  });
}

/** Enough to tell two apart by who knows them, and not enough to write to. */
function hint(address: string | undefined): string | null {
  if (!address) return null;
  return address.includes('@') ? `${address[0]}…@${address.split('@')[1]}` : `…${address.slice(-4)}`;
}

/**
 * Says whether a row is the one whom it is like: then they get what addresses it has more; else it becomes an applicant of its own.
 * The same again is the same act. Throws 409 when another has said otherwise, or its time is over.
 */
export async function decide(ctx: Ctx, id: string, line: number, same: boolean): Promise<Import> {
  const row = await load(ctx, id, 'decide', { lock: true });
  const ask = await store.lockAsk(ctx, id, line);
  if (!ask) throw notFound('row');
  const says = same ? 'same' : 'other';
  if (ask.decided !== says) {
    if (ask.decided || !ask.body)
      throw conflict(ask.decided ? 'Somebody has decided about this row.' : 'Its seven days are over.');
    const candidate = ctx.vault.decrypt<Candidate>(ask.body, askBound(ask.id));
    if (same) await mustBeHere(ctx, ask.personId);
    if (same) await addMissing(ctx, ask.personId, candidate);
    else await takeIn(ctx, row, [candidate]);
    await store.decideAsk(ctx, ask.id, says, ctx.actor.personId);
    await audit(ctx, { act: 'import.decided', subject: ask.personId, data: { same } });
    await changed(ctx, id);
  }
  return shown(ctx, row);
}

async function mustBeHere(ctx: Ctx, personId: string): Promise<void> {
  if ((await person(ctx, personId)).state === 'left')
    throw conflict(
      'Whom this row is like has left.',
      {},
      'Say that it is somebody else, and they become an applicant.',
    );
}

/** Addresses that nobody has yet; what is known of somebody stays first. */
async function addMissing(ctx: Ctx, personId: string, { addresses }: Candidate): Promise<void> {
  const owners = await ownersOf(
    ctx,
    addresses.map((address) => [address]),
  );
  const missing = addresses.filter((_, i) => owners[i] === null);
  await addAddresses(
    ctx,
    missing.map(({ kind, address }, i) => ({
      ...{ id: newId(), personId, address, rank: 10 + i },
      kind: ctx.network.demo && kind !== 'email' ? 'wall' : kind,
    })),
  );
}
