import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Call } from '../../platform/http/call.ts';
import { invalid, unsealed } from '../../platform/problem.ts';
import { mostSealed, SealedFile, storeSealed, storeUpload } from '../evidence/index.ts';
import { done, mustBeMine } from './commands/field.ts';
import { addPicture } from './commands/report.ts';
import { mayStep } from './commands/steps.ts';

const Fields = z.object({ id: z.uuid(), at: z.optional(z.iso.datetime()), sealed: z.optional(z.string()) });

/**
 * A picture from one's own assignment: first to disk, then onto the timeline; the same id again is one picture. Sealed by
 * the phone, or in plain by other programs, where members do not hold the keys.
 */
export async function takePicture(call: Call, assignment: string, request: FastifyRequest) {
  const files = request.isMultipart() ? request.files({ limits: { fileSize: mostSealed } }) : null;
  const file: MultipartFile | undefined = (await files?.next())?.value;
  const form = Fields.safeParse(textOf(file?.fields));
  if (!files || !file || !form.success)
    throw invalid([{ path: 'body', message: 'must be multipart: id, at, sealed, then file, then copy' }]);
  const { id, at, sealed } = form.data;
  await call.tx(async (ctx) => {
    if (sealed === undefined && (await ctx.vault.isHeldByMembers())) throw unsealed(['file']);
    await mayStep(ctx, 'picture', await mustBeMine(ctx, assignment));
  });
  const of = { ownerKind: 'assignment' as const, ownerId: assignment, id };
  if (sealed === undefined) await storeUpload(call, { ...of, name: file.filename, stream: file.file });
  else {
    const copy = async () => (await files.next()).value?.file;
    await storeSealed(call, { ...of, about: aboutOf(sealed), original: file.file, copy });
  }
  // Whatever was not read of a picture that is here already has to pass before the answer.
  file.file.resume();
  for await (const rest of files) rest.file.resume();
  return call.tx(async (ctx) => {
    await addPicture(ctx, assignment, { id, at: at ? new Date(at) : null }, id);
    return done(ctx, assignment, 'noted', { after: 'picture' });
  });
}

function aboutOf(sealed: string): SealedFile {
  const read = SealedFile.safeParse(jsonIn(sealed));
  if (read.success) return read.data;
  throw invalid(
    read.error.issues.map(({ path, message }) => ({ path: ['sealed', ...path].join('.'), message })),
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The plain fields that came before the file. */
const textOf = (fields: object = {}): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [name, (part as { value?: unknown } | undefined)?.value]),
  );
