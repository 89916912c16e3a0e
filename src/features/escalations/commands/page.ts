import { plusMinutes } from '../../../platform/clock.ts';
import type { Ctx } from '../../../platform/context.ts';
import { emit } from '../../../platform/events/index.ts';
import { send } from '../../channels/index.ts';
import type { Person } from '../../people/index.ts';
import type { Manner, Target } from '../contract.ts';
import { isTold } from '../rules.ts';
import * as store from '../store.ts';
import { changed } from './escalate.ts';
import { langOf, wordsFor } from './words.ts';

/** Who is paged for something at one step. */
export interface Paged {
  row: store.EscalationRow;
  step: number;
  manner: Manner;
  to: Target;
  people: Person[];
}

/** What one person is told with one message: several things of a kind, or one shift to take. */
interface Bundle {
  person: Person;
  pages: Paged[];
}

/** Longer than the time within which one message tells of others of its kind. */
const bundledMinutes = 15;

/** Writes down who was paged, with their messages, in the transaction of the step. */
export async function tellPaged(ctx: Ctx, paged: Paged[]): Promise<void> {
  if (paged.length === 0) return;
  const bundles = bundled(paged);
  const ids = [...new Set(bundles.map((b) => b.person.id))];
  const recent = Map.groupBy(
    await store.selectTold(ctx, ids, plusMinutes(ctx.now, -bundledMinutes)),
    (told) => `${told.personId} ${told.kind}`,
  );
  const rows: Parameters<typeof store.insertPages>[1] = [];
  const messages: Parameters<typeof send>[1] = [];
  for (const { person, pages } of bundles) {
    const { row, to } = pages[0]!;
    const before = (recent.get(`${person.id} ${row.kind}`) ?? []).map((told) => told.at);
    const told = isOwn(to) || isTold(before, ctx.now);
    rows.push(
      ...pages.map(({ row: { id, kind }, step, manner }, n) => ({
        ...{ escalationId: id, step, personId: person.id, kind, manner, told: told && n === 0 },
        taker: to.who === 'taker',
      })),
    );
    if (told) messages.push(messageTo(ctx, person, pages));
  }
  await store.insertPages(ctx, rows);
  await send(ctx, messages);
  await emit(
    ctx,
    ...paged.flatMap(({ row, people }) => people.map((person) => changed(row, 'paged', person.id))),
  );
}

/** Asked about what they can do themselves, each by itself. */
const isOwn = ({ who }: Target): boolean => who === 'taker' || who === 'self';

function bundled(paged: Paged[]): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const page of paged)
    for (const person of page.people) {
      const { kind, drill, id } = page.row;
      const name = `${person.id} ${isOwn(page.to) ? id : `${kind} ${drill}`}`;
      const known = bundles.get(name) ?? { person, pages: [] };
      known.pages.push(page);
      bundles.set(name, known);
    }
  return [...bundles.values()];
}

function messageTo(ctx: Ctx, person: Person, pages: Paged[]): Parameters<typeof send>[1][number] {
  const { row, to } = pages[0]!;
  const language = langOf(ctx, person.languages);
  return {
    to: { personId: person.id },
    body: wordsFor(ctx, language, row, { count: pages.length, to }),
    language,
    purpose: 'escalation',
    subject: row.id,
    urgent: pages.some((page) => page.manner !== 'quiet'),
    ring: pages.some((page) => page.manner === 'ring'),
    drill: row.drill,
  };
}
