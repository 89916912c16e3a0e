import type { Ctx } from '../../../platform/context.ts';
import type { Answer, Endpoint, Parsed } from '../../../platform/http/endpoint.ts';
import { type Route, serve, serveCall } from '../../../platform/http/route.ts';
import type { IsHeld } from '../../../platform/keeping.ts';
import { abilities } from '../../../platform/policy.ts';
import { Problem } from '../../../platform/problem.ts';
import { currentPlaybook } from '../../playbooks/index.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';
import { policy } from '../policy.ts';

/** What features that come after people know of a person; given by the composition root. */
export interface Later {
  addressesOf: commands.AddressesOf;
  hoursOf: commands.HoursOf;
  addAddress: (ctx: Ctx, personId: string, phone: string) => Promise<void>;
  certificatesOf: (
    ctx: Ctx,
    personIds: string[],
  ) => Promise<Map<string, { course: string; expiresAt: Date }[]>>;
  isHeld: IsHeld;
  /** Throws where the network cannot do without this member yet. */
  mustBeFree: (ctx: Ctx, personId: string) => Promise<void>;
}

/** A route whose refusals are counted: what the command wrote is committed before the problem is thrown. */
const counted = <E extends Endpoint>(
  endpoint: E,
  run: (ctx: Ctx, parsed: Parsed<E>) => Promise<Answer<E> | Problem>,
): Route =>
  serveCall(endpoint, async (call, parsed) => {
    const answer = await call.tx((ctx) => run(ctx, parsed));
    if (answer instanceof Problem) throw answer;
    return answer;
  });

/** What a page has buttons for. */
const acts = ['name', 'suspend', 'remove'];

async function presentPage(ctx: Ctx, person: commands.Person, looks: c.Looks, later: Later) {
  const { conduct } = await currentPlaybook(ctx);
  const certificates = (await later.certificatesOf(ctx, [person.id])).get(person.id) ?? [];
  const verbs = abilities(policy, ctx.actor, 'person', person);
  return {
    ...person,
    since: person.stateAt.toISOString(),
    agreement: {
      signedVersion: person.signedVersion,
      current: person.signedVersion === conduct.version,
    },
    certificates: certificates.map(({ course, expiresAt }) => ({
      course,
      expiresAt: expiresAt.toISOString(),
    })),
    looks,
    can:
      person.state === 'left'
        ? []
        : verbs.filter((v) => acts.includes(v) && !(v === 'suspend' && person.suspended)),
  };
}

const presentCanary = ({
  personId,
  at,
  ...canary
}: Awaited<ReturnType<typeof commands.canaries>>[number]) => ({
  ...canary,
  id: personId,
  at: at.toISOString(),
});

export const memberRoutes = (later: Later): Route[] => [
  counted(c.findPeople, async (ctx, { body }) => {
    const found = await commands.findPeople(ctx, body);
    return found instanceof Problem ? found : { ...found.answer, looks: found.looks };
  }),
  counted(c.lookAtPerson, async (ctx, { params }) => {
    const found = await commands.lookAtPerson(ctx, params.id);
    return found instanceof Problem ? found : presentPage(ctx, found.answer, found.looks, later);
  }),
  counted(c.showName, async (ctx, { params: { id } }) => {
    const found = await commands.showName(ctx, id);
    if (found instanceof Problem) return found;
    const addresses = (await later.addressesOf(ctx, [id])).get(id) ?? [];
    return { name: found.answer, addresses, looks: found.looks };
  }),
  serve(c.readLooks, (ctx) => commands.looks(ctx)),
  serve(c.removePerson, (ctx, { params, body }) => commands.removePerson(ctx, params.id, later, body)),
  serve(c.leaveNetwork, (ctx) => commands.leaveNetwork(ctx, later)),
  serve(c.listPeopleAlarms, async (ctx) => ({ items: await commands.alarms(ctx) })),
  serve(c.handlePeopleAlarm, async (ctx, { params }) => {
    await commands.handleAlarm(ctx, params.id);
    return params;
  }),
  serve(c.listCanaries, async (ctx) => ({ items: (await commands.canaries(ctx)).map(presentCanary) })),
  serve(c.makeCanary, async (ctx, { body }) => {
    const { canary, isNew } = await commands.makeCanary(ctx, body);
    if (isNew && body.phone) await later.addAddress(ctx, canary.personId, body.phone);
    return presentCanary(canary);
  }),
];
