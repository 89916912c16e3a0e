import type { Ctx } from '../../../platform/context.ts';
import { type Person, people, peopleByRole, peopleHolding } from '../../people/index.ts';
import { onBreak, onCallNow } from '../../shifts/index.ts';
import type { Facts, Target } from '../contract.ts';
import * as store from '../store.ts';
import { takersOf } from './takers.ts';

/** What somebody is paged for, as far as it says who. */
interface About {
  subject: string;
  chapterId: string | null;
  facts: Pick<Facts, 'personId'>;
}

/** Many, so that a network of any size is paged whole. */
const everyone = 10_000;

/** Who is paged by a step, asked once for all that is due at a time. Who has left or is suspended is never paged. */
export class Targets {
  private readonly ctx: Ctx;
  private readonly known = new Map<string, Promise<Person[]>>();
  private readonly named: string[];
  private byName: Promise<Map<string, Person>> | undefined;
  private on: Promise<(role: string) => string[]> | undefined;
  private coveredIds: Promise<Set<string>> | undefined;

  /** `named` are the people whom the steps that are due name: asked for in one statement. */
  constructor(ctx: Ctx, named: string[] = []) {
    this.ctx = ctx;
    this.named = named;
  }

  async of(to: Target, about: About, asked: ReadonlySet<string>): Promise<Person[]> {
    if (to.who === 'taker') return this.takers(about.subject, to.most, asked);
    if (to.who === 'shift') return this.there(to.role, to.otherwise);
    if (to.who === 'person') return this.person(to.personId);
    if (to.who === 'self') return about.facts.personId ? this.person(about.facts.personId) : [];
    if (to.who === 'always') return this.always();
    const holders = await this.holders(to.role);
    const own =
      to.ofChapter && about.chapterId ? holders.filter((p) => p.chapterId === about.chapterId) : holders;
    // A chapter without one is the network's.
    return own.length > 0 ? own : holders;
  }

  private async person(id: string): Promise<Person[]> {
    this.byName ??= this.load(this.named).then((found) => new Map(found.map((p) => [p.id, p])));
    const known = (await this.byName).get(id);
    if (known || this.named.includes(id)) return known ? [known] : [];
    return this.once(`person ${id}`, async () => [id]);
  }

  /** Who is on shift and at their seat; where nobody is, who is on a break from it. After a hard call nobody is paged. */
  private async there(role: string, otherwise: string | null): Promise<Person[]> {
    const roles = otherwise ? [role, otherwise] : [role];
    for (const state of ['seated', 'resting'] as const)
      for (const one of roles) {
        const found = await this.onShift(one, state);
        if (found.length > 0) return found;
      }
    return [];
  }

  private onShift(role: string, state: 'seated' | 'resting'): Promise<Person[]> {
    this.on ??= onCallNow(this.ctx);
    return this.once(`${state} ${role}`, async () => {
      const here = (await this.on!)(role);
      const covered = await this.covered();
      const resting = await onBreak(this.ctx, here);
      return here.filter((id) => !covered.has(id) && resting.has(id) === (state === 'resting'));
    });
  }

  /** Whose seat is covered: somebody is to call them after a hard call. */
  private covered(): Promise<Set<string>> {
    this.coveredIds ??= store
      .selectOpenOf(this.ctx, 'hardCall')
      .then((rows) => new Set(rows.flatMap(({ facts }) => facts.personId ?? [])));
    return this.coveredIds;
  }

  private holders(role: string): Promise<Person[]> {
    return this.once(`role ${role}`, async () => {
      const holding = await peopleHolding(this.ctx, role);
      // The people of a demo have their parts before they ever signed in.
      const parts = this.ctx.network.demo ? await peopleByRole(this.ctx, role, everyone) : [];
      return [...new Set([...holding, ...parts.map((p) => p.id)])];
    });
  }

  /** Who is always there; where nobody is named or they have gone, every admin and coordinator, so that it is never nobody. */
  private async always(): Promise<Person[]> {
    const named = await this.once('always', async () => {
      const row = await store.selectAlways(this.ctx);
      return row ? [row.personId] : [];
    });
    if (named.length > 0) return named;
    const [admins, coordinators] = [await this.holders('admin'), await this.holders('coordinator')];
    return [...new Map([...admins, ...coordinators].map((p) => [p.id, p])).values()];
  }

  private async takers(slotId: string, most: number, asked: ReadonlySet<string>): Promise<Person[]> {
    return this.load(await takersOf(this.ctx, slotId, most, asked));
  }

  private once(name: string, ids: () => Promise<string[]>): Promise<Person[]> {
    const known = this.known.get(name) ?? ids().then((found) => this.load(found));
    this.known.set(name, known);
    return known;
  }

  private load = async (ids: string[]): Promise<Person[]> =>
    (await people(this.ctx, [...new Set(ids)])).filter((p) => p.state !== 'left' && !p.suspended);
}
