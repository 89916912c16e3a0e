import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from '../../platform/http/call.ts';
import { serve, serveCall } from '../../platform/http/route.ts';
import { aboutMedia, openUpload } from './commands.ts';
import * as c from './contract.ts';

/** Sealed bytes: nothing that a browser could take for a page. */
async function send(
  call: Call,
  id: string,
  which: 'original' | 'copy',
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stream, total, part } = await openUpload(call, id, which, request.headers.range);
  reply.type('application/octet-stream').header('accept-ranges', 'bytes');
  if (part) reply.code(206).header('content-range', `bytes ${part.from}-${part.to}/${total}`);
  return reply.header('content-length', part ? part.to - part.from + 1 : total).send(stream);
}

export const routes = [
  serve(c.aboutMedia, (ctx, { params }) => aboutMedia(ctx, params.id)),
  serveCall(c.readMedia, (call, { params }, ...web) => send(call, params.id, 'original', ...web)),
  serveCall(c.readCopy, (call, { params }, ...web) => send(call, params.id, 'copy', ...web)),
];
