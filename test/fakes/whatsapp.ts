import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Sent {
  to: string;
  text: { body: string };
}

/** Meta's Cloud API on loopback: takes messages, keeps media, and makes the hooks that it would send. */
export class CloudApi {
  sent: Sent[] = [];
  /** What it says next instead of taking the message. */
  answers: { status: number; body: object }[] = [];
  files = new Map<string, string>();
  readonly token = 'system-user-token';
  readonly appSecret = 'app-secret';
  readonly numberId = '106540352242922';
  readonly verifyToken = 'agreed';
  private server: Server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  get settings() {
    const { token, appSecret, numberId, verifyToken } = this;
    const apiUrl = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { token, appSecret, numberId, verifyToken, apiUrl };
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** A hook as it is sent, with the signature over its bytes. */
  hook(value: { messages?: object[]; statuses?: object[] }, number = '1 212-555-0199') {
    const metadata = { display_phone_number: number, phone_number_id: this.numberId };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    const payload = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [change] }],
    });
    return { payload, signature: this.sign(payload) };
  }
  sign(payload: string | Buffer): string {
    return `sha256=${createHmac('sha256', this.appSecret).update(payload).digest('hex')}`;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const say = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${this.token}`) return say(401, { error: { code: 190 } });
    const [, , name = '', what] = request.url!.split('/');
    if (request.url!.startsWith('/files/'))
      return void response.end(this.files.get(request.url!.split('/')[2]!));
    if (this.files.has(name))
      return say(200, { url: `${this.settings.apiUrl}/files/${name}`, mime_type: 'image/png' });
    if (name !== this.numberId || what !== 'messages') return say(404, { error: { code: 100 } });
    const answer = this.answers.shift();
    if (answer) return say(answer.status, answer.body);
    const message = JSON.parse(Buffer.concat(parts).toString());
    this.sent.push(message);
    const contacts = [{ input: message.to, wa_id: message.to }];
    say(200, {
      messaging_product: 'whatsapp',
      contacts,
      messages: [{ id: `wamid.${this.sent.length}` }],
    });
  }
}
