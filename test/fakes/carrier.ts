import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Form = Record<string, string>;
type Say = (form: Form) => { status: number; body: object } | 'silence' | 'lost';

/**
 * A carrier on loopback that speaks Twilio's dialect of messages. `answers` decides what it says next: a status and a
 * body, `silence` (it never answers), or `lost` (it takes the message, and the line breaks before the answer).
 */
export class Carrier {
  sent: Form[] = [];
  answers: Say[] = [];
  /** What it says when `answers` is empty. */
  usual: Say = () => ({ status: 201, body: { sid: `SM${++this.count}` } });
  private count = 0;
  private server!: Server;

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.take(request, response));
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.url?.startsWith('/media')) {
      const to = request.url.split('to=')[1];
      if (to) response.writeHead(307, { location: decodeURIComponent(to) }).end();
      else response.end(request.headers.authorization ? 'a picture' : 'who are you');
      return;
    }
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
    this.sent.push({ ...form, path: request.url!, authorization: request.headers.authorization! });
    const said = (this.answers.shift() ?? this.usual)(form);
    if (said === 'silence') return;
    if (said === 'lost') return void request.socket.destroy();
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(said.body));
  }
}
