import { Agent, get, type IncomingMessage, request } from 'node:http';

/** A signed-in browser of the desk, without the browser: one kept connection, and the live events on another. */
export class DeskClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly port: number;
  private headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-porchlight-face': 'desk',
  };
  private following: IncomingMessage | undefined;
  private readonly waiting = new Map<string, () => void>();

  constructor(port: number) {
    this.port = port;
  }

  /** Posts JSON and gives the answer's JSON. Throws with what was said. */
  post(path: string, body?: object): Promise<Record<string, unknown>> {
    return this.send('POST', path, body === undefined ? undefined : JSON.stringify(body));
  }

  get(path: string): Promise<Record<string, unknown>> {
    return this.send('GET', path);
  }

  /** What the browser shows with each request, once signed in. */
  get cookie(): string {
    return this.headers.cookie ?? '';
  }

  /** Into the demo as one of its people. */
  async signIn(role: string): Promise<void> {
    await this.post('/api/v1/demo/sign-in', { role, face: 'desk' });
  }

  async signInAs(person: string): Promise<void> {
    await this.post('/api/v1/demo/sign-in', { person, face: 'desk' });
  }

  /** Follows the live events until `close`; resolves when the stream is open. */
  follow(): Promise<void> {
    return new Promise((open, fail) => {
      const options = { port: this.port, host: '127.0.0.1', path: '/api/v1/events', headers: this.headers };
      get(options, (response) => {
        this.following = response;
        if (response.statusCode !== 200) fail(new Error(`events answered ${response.statusCode}`));
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            this.hear(text.slice(0, end));
            text = text.slice(end + 2);
          }
          open();
        });
      }).on('error', fail);
    });
  }

  /** Resolves when an event of this kind about this subject was heard. */
  heard(kind: string, subject: string): Promise<void> {
    return new Promise((done) => this.waiting.set(`${kind} ${subject}`, done));
  }

  close(): void {
    this.following?.destroy();
    this.agent.destroy();
  }

  private hear(frame: string) {
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    if (!data) return;
    const { kind, subject } = JSON.parse(data) as { kind: string; subject: string };
    this.waiting.get(`${kind} ${subject}`)?.();
    this.waiting.delete(`${kind} ${subject}`);
  }

  private send(method: string, path: string, body?: string): Promise<Record<string, unknown>> {
    const headers = { ...this.headers, ...(body ? { 'content-length': Buffer.byteLength(body) } : {}) };
    if (!body) delete (headers as Record<string, unknown>)['content-type'];
    return new Promise((done, fail) => {
      const options = { agent: this.agent, port: this.port, host: '127.0.0.1', method, path, headers };
      const asked = request(options, async (response) => {
        let text = '';
        for await (const part of response.setEncoding('utf8')) text += part;
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
        if (cookie) this.headers = { ...this.headers, cookie };
        if ((response.statusCode ?? 500) >= 400)
          fail(new Error(`${path} answered ${response.statusCode}: ${text}`));
        else done(text ? JSON.parse(text) : {});
      });
      asked.on('error', fail);
      asked.end(body);
    });
  }
}
