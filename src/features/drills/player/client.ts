import { type Answer, addressOf, type Endpoint, type Given } from '../../../platform/http/endpoint.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import { Session } from '../../accounts/contract.ts';
import { openerOver } from '../../keys/rules.ts';
import type { Wire } from './wire.ts';

/** The server said no. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Somebody at a screen: a played member with a session, or a resident with none. */
export class Client {
  private readonly wire: Wire;
  private readonly face: 'desk' | 'field';
  private cookie = '';
  private who: { role: string } | { person: string } | null = null;
  session: Session | null = null;
  /** Holds the keys of this member's rings, as their browser does. */
  private readonly opener = openerOver((endpoint, given) => this.ask(endpoint, given));

  constructor(wire: Wire, face: 'desk' | 'field' = 'desk') {
    this.wire = wire;
    this.face = face;
  }

  /** Signs in with the demo's one click. Throws Refused where there is no demo. */
  async signIn(who: { role: string } | { person: string }): Promise<this> {
    this.who = who;
    this.session = Session.parse(
      await this.json('POST', '/api/v1/demo/sign-in', { ...who, face: this.face }),
    );
    return this;
  }

  /**
   * Calls an endpoint of a contract and opens the answer, signing in again where a long wait has ended the session.
   * Throws Refused.
   */
  async call<E extends Endpoint>(
    endpoint: E,
    given: Given<E>,
    headers: Record<string, string> = {},
  ): Promise<Opened<Answer<E>>> {
    return this.opener.open(await this.ask(endpoint, given, headers));
  }

  private async ask<E extends Endpoint>(
    endpoint: E,
    given: Given<E>,
    headers: Record<string, string> = {},
  ): Promise<Answer<E>> {
    const path = addressOf(endpoint, given);
    const body = (given as { body?: object }).body;
    const send = () => this.json(endpoint.method, path, body, headers);
    const said = await send().catch(async (error) => {
      if (!this.who || !(error instanceof Refused) || error.status !== 401) throw error;
      await this.signIn(this.who);
      return send();
    });
    return endpoint.out.parse(said) as Answer<E>;
  }

  /** Opens a page as a browser without scripts does. */
  async page(path: string): Promise<string> {
    const answer = await this.exchange('GET', path, { accept: 'text/html' });
    if (answer.status >= 400) throw new Refused(answer.status, titleOf(answer.text));
    return answer.text;
  }

  /** Sends a plain form and returns the page that it leads to. */
  async form(path: string, fields: Record<string, string>): Promise<string> {
    const answer = await this.exchange(
      'POST',
      path,
      { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams(fields).toString(),
    );
    if (answer.status >= 400) throw new Refused(answer.status, titleOf(answer.text));
    return answer.status === 303 ? this.page(answer.headers.location!) : answer.text;
  }

  /** Sends a form with a file. */
  async upload(path: string, fields: Record<string, string>, file: File): Promise<void> {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    data.append('files', file);
    const packed = new Response(data);
    const headers = { accept: 'text/html', 'content-type': packed.headers.get('content-type')! };
    const answer = await this.exchange('POST', path, headers, await packed.bytes());
    if (answer.status >= 400) throw new Refused(answer.status, titleOf(answer.text));
  }

  private async json(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const type = body && { 'content-type': 'application/json' };
    const answer = await this.exchange(
      method,
      path,
      { accept: 'application/json', ...type, ...headers },
      body && JSON.stringify(body),
    );
    if (answer.status < 300) return JSON.parse(answer.text);
    throw new Refused(answer.status, detailOf(answer.text));
  }

  private async exchange(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ) {
    const own = { 'x-porchlight-face': this.face, ...(this.cookie && { cookie: this.cookie }) };
    const answer = await this.wire({ method, path, headers: { ...own, ...headers }, body });
    for (const cookie of answer.cookies) this.cookie = cookie.split(';')[0]!;
    return answer;
  }
}

const detailOf = (text: string): string => {
  try {
    return String(JSON.parse(text).detail ?? text);
  } catch {
    return text.slice(0, 200);
  }
};

const titleOf = (page: string): string =>
  /<title>(.*?)<\/title>/s.exec(page)?.[1]?.trim() ?? 'a page refused';
