import type { Ctx } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import type { Answer, Parsed } from '../../platform/http/endpoint.ts';
import { serve, serveCall } from '../../platform/http/route.ts';
import { idFromKey, newId } from '../../platform/id.ts';
import { can } from '../../platform/policy.ts';
import { forbidden, invalid } from '../../platform/problem.ts';
import * as search from './commands/search.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { intake } from './intake.ts';
import { policy } from './policy.ts';

const longestKey = 200;

/** A key that is no UUID is its sender's own: what two senders call "1" are two reports. */
function idOf(call: Call, given: string | undefined, header: unknown): string {
  if (header === undefined) return given ?? newId();
  if (typeof header !== 'string' || header.length === 0 || header.length > longestKey)
    throw invalid([{ path: 'headers.idempotency-key', message: `1 to ${longestKey} characters` }]);
  return idFromKey(`${call.network.id} ${call.origin}`, header);
}

function mayDrill(call: Call, drill: boolean | undefined): boolean {
  if (!drill) return false;
  if (!call.network.demo && !can(policy, call.actor, 'drill', 'report'))
    throw forbidden('sending drill reports');
  return true;
}

/** What every door gives in the same form. */
const common = (
  call: { network: Call['network'] },
  body: Parsed<typeof c.sendReport>['body'] | Parsed<typeof c.sendDeskReport>['body'],
) => ({
  kind: body.kind ?? ('sighting' as const),
  language: body.language ?? call.network.languages[0] ?? 'en',
  tense: body.tense,
  what: body.what ?? '',
  said: 'said' in body ? body.said : undefined,
  where: body.where,
  answers: body.answers,
  contact: body.contact,
  firstHand: body.firstHand,
  seenAt: body.seenAt ? new Date(body.seenAt) : undefined,
});

async function fromApi(call: Call, body: Parsed<typeof c.sendReport>['body'], key: unknown) {
  const drill = mayDrill(call, body.drill);
  const vault = await call.services.vault(call.network.id);
  // In a drill one machine plays many people.
  const origin = drill && body.reporter ? `drill ${body.reporter}` : call.origin;
  return intake(call, {
    ...common(call, body),
    id: idOf(call, body.id, key),
    door: 'api',
    origin: vault.hash('origin', origin),
    address: call.origin,
    drill,
    uncounted: drill,
  });
}

/** Calls without a number to call back count as one origin: nobody can tell that they are two people. */
const callerOrigin = (ctx: Ctx, { contact, caller }: Parsed<typeof c.sendDeskReport>['body']) => {
  const digits = typeof contact === 'string' ? contact.replace(/\D/g, '') : (caller ?? '');
  return ctx.vault.hash('origin', `call ${digits}`);
};

const act =
  <P, B>(verb: (ctx: Ctx, id: string, body: B) => Promise<void>) =>
  async (
    ctx: Ctx,
    { params, body }: { params: P & { id: string }; body: B },
  ): Promise<Answer<typeof c.readReport>> => {
    await verb(ctx, params.id, body);
    return commands.detail(ctx, params.id);
  };

export const routes = [
  serveCall(c.sendReport, (call, { body }, request) =>
    fromApi(call, body, request.headers['idempotency-key']),
  ),
  serve(c.sendDeskReport, (ctx, { body }) =>
    commands.sendFromDesk(ctx, {
      ...common(ctx, body),
      id: body.id,
      door: 'desk',
      origin: callerOrigin(ctx, body),
      drill: body.drill,
      uncounted: true,
    }),
  ),
  serve(c.addToReport, async (ctx, { params, body }) => {
    await commands.addAtDesk(ctx, params.id, body);
    return { id: body.id };
  }),
  serve(c.listDrafts, async (ctx) => ({ items: await commands.drafts(ctx) })),
  serve(c.saveDraft, (ctx, { params, body }) => commands.saveDraft(ctx, params.id, body.fields)),
  serve(c.readDraft, (ctx, { params }) => commands.draft(ctx, params.id)),
  serve(c.dropDraft, (ctx, { params }) => commands.dropDraft(ctx, params.id)),
  serve(c.listReports, (ctx, { query }) =>
    commands.list(ctx, {
      open: query.open !== '0',
      queue: query.queue ?? 'normal',
      incident: query.incident,
    }),
  ),
  serve(c.readReport, (ctx, { params }) => commands.detail(ctx, params.id)),
  serve(c.readSearchParts, (ctx, { body }) => search.searchParts(ctx, body)),
  serve(c.readUnsearched, async (ctx, { query }) => ({ items: await search.unsearched(ctx, query.ring) })),
  serve(c.addSearchPart, async (ctx, { body }) => ({ taken: await search.addPart(ctx, body) })),
  serve(c.claimReport, act(commands.claim)),
  serve(c.releaseReport, act(commands.release)),
  serve(
    c.linkReport,
    act((ctx, id, body: { incidentId: string }) => commands.link(ctx, id, body.incidentId)),
  ),
  serve(c.unlinkReport, act(commands.unlink)),
  serve(c.openFromReport, act(commands.openFrom)),
  serve(
    c.closeReport,
    act((ctx, id, body: { as: c.ClosedAs }) => commands.close(ctx, id, body.as)),
  ),
  serve(c.reopenReport, act(commands.reopen)),
  serve(
    c.askReporter,
    act((ctx, id, body: { question: c.Question }) => commands.ask(ctx, id, body.question)),
  ),
  serve(c.moveMessage, async (ctx, { params, body }) => {
    await commands.moveMessage(ctx, params.id, body);
    return { id: params.id };
  }),
  serve(c.moveMessageBack, async (ctx, { params }) => {
    await commands.moveBack(ctx, params.id);
    return { id: params.id };
  }),
  serve(c.banOrigin, async (ctx, { body }) => {
    await commands.ban(ctx, body.reportId);
    return { banned: true };
  }),
  serve(c.liftBan, async (ctx, { params }) => {
    await commands.liftBan(ctx, params.id);
    return { banned: false };
  }),
];
