import { chapters } from '../src/features/places/index.ts';
import * as commands from '../src/features/trainings/commands.ts';
import type { Plan } from '../src/features/trainings/contract.ts';
import { modulesOf } from '../src/features/trainings/rules.ts';
import * as store from '../src/features/trainings/store.ts';
import { newId } from '../src/platform/id.ts';
import type { Problem } from '../src/platform/problem.ts';
import { dayAt, minuteAt } from '../src/platform/wall.ts';
import { testNetwork } from './harness.ts';
import { type Neighbour, settlePeople } from './village.ts';

/** What an act that may be refused came to. */
export const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

export const rights = modulesOf('rights').map(({ id }) => id);

/** A network of trainings with a crowd of fifty, and sessions to hold. */
export async function networkThatLearns() {
  const net = await testNetwork({ volunteers: 40 });
  const crowd = await settlePeople(net, 50);
  const chapterId = (await net.tx(chapters))[0]!.id;

  const trainer = () => net.actor('trainer');

  /** A session an hour from now, with these people registered. */
  async function session(people: Neighbour[], more: Partial<Plan> = {}) {
    const id = newId();
    const zone = net.network.timeZone;
    const day = dayAt(net.clock.now(), zone);
    const startMinute = minuteAt(net.clock.now(), zone) + 60;
    await net.tx((ctx) => {
      const asked: Plan = {
        ...{ ids: [id], everyWeeks: 1, course: 'rights', modules: rights, chapterId, form: 'place' },
        ...{ place: '12 Elm Street', link: null, capacity: 300, languages: ['en'], access: [] },
        ...{ trainers: [], day, startMinute, lengthMinutes: 120, ...more },
      };
      return commands.planSessions(ctx, asked);
    }, trainer());
    const rows: store.RegistrationRow[] = [];
    for (const who of people)
      rows.push(
        await net.tx((ctx) =>
          commands.register(ctx, { id: newId(), sessionId: id, personId: who.id, language: 'en', needs: [] }),
        ),
      );
    return { id, rows };
  }

  const at = () => net.clock.now().toISOString();
  const comes = (id: string, who: object, actor = trainer()) =>
    net.tx((ctx) => commands.checkIn(ctx, id, { id: newId(), at: at(), ...who }), actor);
  const close = (id: string) => net.tx((ctx) => commands.closeSession(ctx, id), trainer());
  const partsOf = async (who: Neighbour) =>
    (await net.tx((ctx) => store.selectCredits(ctx, [who.id]))).map((c) => c.part).sort();

  return { net, crowd, trainer, session, at, comes, close, partsOf };
}
