import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { readTwiml, type Tag } from './twiml.ts';

type Form = Record<string, string>;
/** How the network's server is reached: a signed form in, a status and TwiML out. */
export type Deliver = (
  path: string,
  form: Form,
  signature: string,
) => Promise<{ status: number; body: string }>;

/** A telephone at one end of a leg, following TwiML until it has to be told what the person does. */
export class Phone {
  readonly sid = `CA${randomBytes(16).toString('hex')}`;
  /** Everything it was told, in words, the newest last; with the language of each. */
  heard: { text: string; language: string }[] = [];
  state: 'ringing' | 'asked' | 'recording' | 'paused' | 'talking' | 'over' = 'ringing';
  room: string | null = null;
  /** Every form that the carrier sent about it, as it was sent. */
  readonly sent: { path: string; form: Form }[] = [];
  private rest: Tag[] = [];
  private at: Tag | undefined;
  private readonly carrier: CarrierVoice;
  readonly from: string;
  readonly to: string;
  private readonly statusPath: string;
  private url: string;

  constructor(carrier: CarrierVoice, of: { from: string; to: string; url: string; statusUrl?: string }) {
    this.carrier = carrier;
    this.from = of.from;
    this.to = of.to;
    this.url = of.url;
    this.statusPath = of.statusUrl ? pathOf(of.statusUrl) : '/hooks/twilio/status';
  }

  /** The words of the last document. */
  get last(): string {
    return this.heard.map((h) => h.text).join(' ');
  }

  pickUp = () => this.go(this.url);

  press(digit: string) {
    if (this.state !== 'asked') throw new Error(`nothing is asked of this telephone: ${this.state}`);
    return this.go(this.at!.at.action!, { Digits: digit });
  }

  /** Does nothing until the carrier goes on by itself. */
  wait() {
    if (this.state !== 'asked' && this.state !== 'paused' && this.state !== 'recording')
      throw new Error(`nothing to wait for: ${this.state}`);
    return this.follow();
  }

  /** Speaks a message of so many seconds after the tone. */
  speak(seconds: number) {
    if (this.state !== 'recording') throw new Error(`no tone was heard: ${this.state}`);
    return this.go(this.at!.at.action!, { ...this.recorded(seconds), Digits: '#' });
  }

  /** Speaks and hangs up: the carrier tells of the recording and of the end, either of them first. */
  async speakAndHangUp(seconds: number, first: 'recording' | 'end') {
    if (this.state !== 'recording') throw new Error(`no tone was heard: ${this.state}`);
    this.state = 'over';
    const over = { CallStatus: 'completed' };
    const recording = () =>
      this.carrier.post(this, pathOf(this.at!.at.action!), {
        ...over,
        ...this.recorded(seconds),
        Digits: 'hangup',
      });
    const end = () => this.carrier.post(this, this.statusPath, over);
    for (const tell of first === 'end' ? [end, recording] : [recording, end]) await tell();
  }

  private recorded(seconds: number): Form {
    const RecordingSid = `RE${this.sid.slice(2)}`;
    const RecordingUrl = `${this.carrier.url}/2010-04-01/Accounts/${this.carrier.account}/Recordings/${RecordingSid}`;
    return { RecordingUrl, RecordingDuration: String(seconds), RecordingSid };
  }

  /** Hangs up, or is hung up on. */
  async hangUp(status = 'completed') {
    if (this.state === 'over') return;
    this.state = 'over';
    await this.leave();
    await this.carrier.post(this, this.statusPath, { CallStatus: status });
  }

  ignore = () => this.hangUp('no-answer');

  /** Takes it out of whatever it does, as the carrier's API can. */
  async moveTo(url: string) {
    if (this.state === 'over') return;
    if (this.room) this.carrier.rooms.get(this.room)?.delete(this);
    this.room = null;
    await this.go(url);
  }

  async go(url: string, more: Form = {}) {
    this.heard = [];
    const answer = await this.carrier.post(this, pathOf(url), { CallStatus: 'in-progress', ...more });
    this.rest = readTwiml(answer);
    await this.follow();
  }

  private async follow(): Promise<void> {
    const tag = this.rest.shift();
    if (!tag) return this.hangUp();
    this.at = tag;
    switch (tag.name) {
      case 'Say':
      case 'Play':
        this.hear(tag);
        return this.follow();
      case 'Gather':
        for (const inside of tag.inside) this.hear(inside);
        this.state = 'asked';
        return;
      case 'Pause':
        this.state = 'paused';
        return;
      case 'Record':
        this.state = 'recording';
        return;
      case 'Redirect':
        return this.go(tag.text);
      case 'Dial':
        return this.carrier.join(this, tag.inside[0]!);
      case 'Hangup':
        return this.hangUp();
      default:
        throw new Error(`the carrier knows no ${tag.name}`);
    }
  }

  private hear(tag: Tag) {
    this.heard.push({
      text: tag.name === 'Play' ? `♪ ${tag.text}` : tag.text,
      language: tag.at.language ?? '',
    });
  }

  enter(room: string) {
    this.room = room;
    this.state = 'talking';
  }

  /** The room was closed: the carrier asks what is next, or goes on. */
  async released() {
    this.room = null;
    const { action } = this.at!.at;
    await (action ? this.go(action, { DialCallStatus: 'completed' }) : this.follow());
  }

  private async leave() {
    const room = this.room;
    this.room = null;
    if (room) await this.carrier.left(this, room);
  }
}

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url, 'http://x');
  return pathname + search;
};

/**
 * A carrier on loopback that speaks the REST calls of Twilio's dialect, sends signed forms, and follows TwiML: members'
 * phones ring in it, callers press keys, wait and hang up.
 */
export class CarrierVoice {
  readonly account = 'AC1';
  readonly token = 'the carrier’s token';
  readonly number = '+12125550199';
  /** The public address that it signs for. */
  readonly publicUrl = 'https://hotline.test';
  readonly phones: Phone[] = [];
  readonly rooms = new Map<string, Map<Phone, boolean>>();
  /** What was asked of its API. */
  readonly asked: { path: string; form: Form }[] = [];
  /** What a recording sounds like. */
  recording = Buffer.concat([Buffer.from('ID3'), randomBytes(400)]);
  /** Answers the next requests of its API with these statuses, the first first. */
  failing: number[] = [];
  /** Answers of its API wait for this. */
  slow: Promise<void> | null = null;
  deliver!: Deliver;
  private server!: Server;
  private under: Promise<unknown>[] = [];

  async start() {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const path = request.url!;
      if (path.includes('/Recordings/')) {
        if (request.method === 'DELETE') this.asked.push({ path: `DELETE ${path}`, form: {} });
        return response.end(request.method === 'DELETE' ? undefined : this.recording);
      }
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
      this.asked.push({ path, form });
      const failure = this.failing.shift();
      const answer = failure ? null : this.obey(path, form);
      await this.slow;
      response
        .writeHead(failure ?? (answer ? 200 : 404), { 'content-type': 'application/json' })
        .end(JSON.stringify(answer ? { sid: answer.sid } : { code: 20404 }));
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  get settings() {
    return {
      url: this.publicUrl,
      twilio: { accountSid: this.account, authToken: this.token, number: this.number, apiUrl: this.url },
    };
  }
  stop = () => this.server.close();

  /** Somebody calls the hotline's number. */
  async call(from: string): Promise<Phone> {
    const phone = new Phone(this, { from, to: this.number, url: `${this.publicUrl}/hooks/twilio/voice` });
    this.phones.push(phone);
    await phone.pickUp();
    return phone;
  }

  /** The phones that ring now, by number. */
  ringing(): Map<string, Phone> {
    return new Map(this.phones.filter((p) => p.state === 'ringing').map((p) => [p.to, p]));
  }

  /** Whatever the API set in motion has happened. */
  async calm() {
    while (this.under.length > 0) await Promise.all(this.under.splice(0));
  }

  private obey(path: string, form: Form): Phone | null {
    if (/\/Calls\.json$/.test(path)) {
      const phone = new Phone(this, {
        from: form.From!,
        to: form.To!,
        url: form.Url!,
        statusUrl: form.StatusCallback!,
      });
      this.phones.push(phone);
      return phone;
    }
    const sid = /\/Calls\/(\w+)\.json$/.exec(path)?.[1];
    const phone = this.phones.find((p) => p.sid === sid);
    if (!phone || phone.state === 'over') return null;
    // What only rings can be stopped and not moved (Twilio, error 21220).
    if (form.Url && phone.state === 'ringing') return null;
    this.under.push(form.Url ? phone.moveTo(form.Url) : phone.hangUp());
    return phone;
  }

  /** The signature that the carrier's own package makes of it. */
  sign = (path: string, form: Form, token = this.token): string =>
    getExpectedTwilioSignature(token, this.publicUrl + path, form);

  /** Sends a form about a leg; fails on anything but a good answer, as a carrier would say "application error". */
  async post(phone: Phone, path: string, more: Form): Promise<string> {
    const form = {
      CallSid: phone.sid,
      AccountSid: this.account,
      From: phone.from,
      To: phone.to,
      Direction: phone.to === this.number ? 'inbound' : 'outbound-api',
      ApiVersion: '2010-04-01',
      ...more,
    };
    phone.sent.push({ path, form });
    const { status, body } = await this.deliver(path, form, this.sign(path, form));
    if (status !== 200) throw new Error(`the hook answered ${status}: ${body}`);
    return body;
  }

  async join(phone: Phone, conference: Tag) {
    const room = this.rooms.get(conference.text) ?? new Map<Phone, boolean>();
    this.rooms.set(conference.text, room.set(phone, conference.at.endConferenceOnExit === 'true'));
    phone.enter(conference.text);
  }

  async left(phone: Phone, name: string) {
    const room = this.rooms.get(name);
    const isHost = room?.get(phone) ?? false;
    room?.delete(phone);
    if (!isHost || !room) return;
    const others = [...room.keys()];
    room.clear();
    for (const other of others) await other.released();
  }
}
