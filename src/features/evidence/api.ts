import { serveCall } from '../../platform/http/route.ts';
import { openUpload } from './commands.ts';
import * as c from './contract.ts';
import { fileNameOf } from './rules.ts';

export const routes = [
  serveCall(c.readMedia, async (call, { params }, _request, reply) => {
    const { type, bytes, stream } = await openUpload(call, params.id, 'original');
    return (
      reply
        .type(type)
        .header('content-length', bytes)
        // Saved, never opened as a page: nobody knows what is in it.
        .header('content-disposition', `attachment; filename="${fileNameOf(params.id, type)}"`)
        .send(stream)
    );
  }),
  serveCall(c.readCopy, async (call, { params }, _request, reply) => {
    const { type, bytes, stream } = await openUpload(call, params.id, 'copy');
    return reply.type(type).header('content-length', bytes).send(stream);
  }),
];
