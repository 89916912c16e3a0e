import { serveCall } from '../../platform/http/route.ts';
import { openUpload } from './commands.ts';
import * as c from './contract.ts';

export const routes = [
  serveCall(c.readMedia, async (call, { params }, _request, reply) => {
    const { type, bytes, stream } = await openUpload(call, params.id);
    return reply.type(type).header('content-length', bytes).send(stream);
  }),
];
