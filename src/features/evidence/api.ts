import type { FastifyReply } from 'fastify';
import type { Call } from '../../platform/http/call.ts';
import { serveCall } from '../../platform/http/route.ts';
import { openUpload } from './commands.ts';
import * as c from './contract.ts';

/** Encrypted bytes: nothing that a browser could take for a page. */
const send = async (call: Call, id: string, which: 'original' | 'copy', reply: FastifyReply) =>
  reply.type('application/octet-stream').send(await openUpload(call, id, which));

export const routes = [
  serveCall(c.readMedia, (call, { params }, _request, reply) => send(call, params.id, 'original', reply)),
  serveCall(c.readCopy, (call, { params }, _request, reply) => send(call, params.id, 'copy', reply)),
];
