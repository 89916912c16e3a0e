import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Call } from '../../platform/http/call.ts';
import { invalid } from '../../platform/problem.ts';
import { storeUpload } from '../evidence/index.ts';
import { done, mustBeMine } from './commands/field.ts';
import { addPicture } from './commands/report.ts';
import { mayStep } from './commands/steps.ts';

const Fields = z.object({ id: z.uuid(), at: z.optional(z.iso.datetime()) });

/** A picture from one's own assignment: first to disk, then onto the timeline; the same id again is one picture. */
export async function takePicture(call: Call, assignment: string, request: FastifyRequest) {
  await call.tx(async (ctx) => {
    const row = await mustBeMine(ctx, assignment);
    await mayStep(ctx, 'picture', row);
  });
  const file = request.isMultipart() ? await request.file() : undefined;
  const form = Fields.safeParse(textOf(file?.fields));
  if (!file || !form.success)
    throw invalid([{ path: 'body', message: 'must be multipart: id, at, then file' }]);
  const { id, at } = form.data;
  await storeUpload(call, {
    ownerKind: 'assignment',
    ownerId: assignment,
    id,
    name: file.filename,
    stream: file.file,
  });
  return call.tx(async (ctx) => {
    await addPicture(ctx, assignment, { id, at: at ? new Date(at) : null }, id);
    return done(ctx, assignment, 'noted', { after: 'picture' });
  });
}

/** The plain fields that came before the file. */
const textOf = (fields: object = {}): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [name, (part as { value?: unknown } | undefined)?.value]),
  );
