import { z } from 'zod/mini';
import { serve } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const schema = {
  $id: '/api/v1/schemas/incident-export.json',
  ...z.toJSONSchema(c.IncidentExport),
};

export const routes = [
  serve(c.listIncidents, async (ctx, { query }) => ({ items: await commands.list(ctx, query.open !== '0') })),
  serve(c.readIncident, (ctx, { params }) => commands.detail(ctx, params.id)),
  serve(c.readTimeline, async (ctx, { params }) => ({ items: await commands.timeline(ctx, params.id) })),
  serve(c.openIncident, async (ctx, { body }) => {
    await commands.openIncident(ctx, { ...body, seenAt: body.seenAt ? new Date(body.seenAt) : undefined });
    return commands.detail(ctx, body.id);
  }),
  serve(c.leadIncident, async (ctx, { params }) => {
    await commands.lead(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
  serve(c.checkIncident, async (ctx, { params }) => {
    await commands.check(ctx, params.id);
    return commands.detail(ctx, params.id);
  }),
  serve(c.verifyIncident, async (ctx, { params, body }) => {
    await commands.verify(ctx, params.id, body);
    return commands.detail(ctx, params.id);
  }),
  serve(c.addSource, async (ctx, { params, body }) => {
    await commands.writeSource(ctx, params.id, body);
    return commands.detail(ctx, params.id);
  }),
  serve(c.mergeIncident, async (ctx, { params, body }) => {
    await commands.merge(ctx, params.id, body.into);
    return commands.detail(ctx, body.into);
  }),
  serve(c.splitIncident, async (ctx, { params, body }) => {
    await commands.split(ctx, params.id, body);
    return commands.detail(ctx, body.id);
  }),
  serve(c.concludeIncident, async (ctx, { params, body }) => {
    await commands.conclude(ctx, params.id, body.outcome);
    return commands.detail(ctx, params.id);
  }),
  serve(c.undoChange, async (ctx, { params }) => commands.detail(ctx, await commands.undo(ctx, params.id))),
  serve(c.addNote, async (ctx, { params, body }) => {
    await commands.addNote(ctx, params.id, body);
    return commands.entry(ctx, params.id, body.id);
  }),
  serve(c.exportIncident, (ctx, { params }) => commands.exported(ctx, params.id)),
  serve(c.exportSchema, async () => schema),
];
