import { createServer } from 'node:http';

// The floor of an HTTP intake: reads the whole body, answers a few bytes of JSON, does nothing.
createServer((request, response) => {
  request.on('data', () => {});
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 11 });
    response.end('{"ok":true}');
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
