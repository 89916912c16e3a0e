import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

interface Kept {
  uid: number;
  raw: Buffer;
  flags: Set<string>;
  at: Date;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dateOf = (text: string) => {
  const [day, month, year] = text.split('-');
  return Date.UTC(Number(year), months.indexOf(month!), Number(day));
};
const two = (n: number) => String(n).padStart(2, '0');
const internalDate = (d: Date) =>
  `${two(d.getUTCDate())}-${months[d.getUTCMonth()]}-${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`;

/**
 * A mailbox on loopback that speaks IMAP4rev1 (RFC 3501) with IDLE (RFC 2177) and UIDPLUS (RFC 4315), as far as a client
 * needs that reads one mailbox, marks mails and deletes them. It can lose its lines, refuse marks of one's own, refuse to
 * log in, know no IDLE, and give its mails new numbers.
 */
export class Mailbox {
  readonly user = 'hotline@example.org';
  readonly password = 'secret "quoted" pass';
  mails: Kept[] = [];
  /** Every command, without what it carries. */
  commands: string[] = [];
  ownMarks = true;
  idles = true;
  opens = true;
  validity = 1;
  private next = 1;
  private server: Server = createServer((socket) => {
    // A line that was cut ends its talk.
    this.talk(socket).catch(() => socket.destroy());
  });
  private sockets = new Map<Socket, { idle: string | null; known: number }>();
  private port = 0;

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }
  get url(): string {
    const [user, password] = [this.user, this.password].map(encodeURIComponent);
    return `imap://${user}:${password}@127.0.0.1:${this.port}`;
  }
  async stop(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
  /** Loses every line. */
  cut(): void {
    for (const socket of this.sockets.keys()) socket.destroy();
  }
  /** How many wait to be told. */
  get listeners(): number {
    return [...this.sockets.values()].filter(({ idle }) => idle !== null).length;
  }

  /** A mail arrives. */
  deliver(raw: string | Buffer, at = new Date()): number {
    const uid = this.next++;
    this.mails.push({ uid, raw: Buffer.from(raw), flags: new Set(), at });
    for (const [socket, state] of this.sockets)
      if (state.idle !== null) {
        state.known = this.mails.length;
        socket.write(`* ${this.mails.length} EXISTS\r\n`);
      }
    return uid;
  }
  flagsOf = (uid: number): string[] => [...(this.mails.find((m) => m.uid === uid)?.flags ?? [])].sort();
  /** The server counts anew, as after a restore. */
  renumber(): void {
    this.validity++;
    for (const mail of this.mails) mail.uid = this.next++;
  }

  private async talk(socket: Socket): Promise<void> {
    const state = { idle: null as string | null, known: 0 };
    this.sockets.set(socket, state);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    socket.write(`* OK [CAPABILITY ${this.capabilities}] ready\r\n`);
    let waiting = Buffer.alloc(0);
    let command = '';
    /** Of a literal: what follows is part of the command. */
    let missing = 0;
    for await (const part of socket) {
      waiting = Buffer.concat([waiting, part as Buffer]);
      for (;;) {
        if (missing > 0) {
          if (waiting.length < missing) break;
          command += `"${waiting.toString('utf8', 0, missing).replace(/["\\]/g, '\\$&')}"`;
          waiting = waiting.subarray(missing);
          missing = 0;
        }
        const at = waiting.indexOf('\r\n');
        if (at < 0) break;
        command += waiting.toString('utf8', 0, at);
        waiting = waiting.subarray(at + 2);
        const literal = /\{(\d+)(\+?)\}$/.exec(command);
        if (literal) {
          missing = Number(literal[1]);
          command = command.slice(0, literal.index);
          if (!literal[2]) socket.write('+ go on\r\n');
          continue;
        }
        this.obey(socket, state, command);
        command = '';
      }
    }
  }

  private get capabilities(): string {
    return `IMAP4rev1 LITERAL+ UIDPLUS${this.idles ? ' IDLE' : ''}`;
  }

  private obey(socket: Socket, state: { idle: string | null; known: number }, line: string): void {
    const say = (text: string | Buffer) => socket.write(typeof text === 'string' ? `${text}\r\n` : text);
    if (state.idle !== null) {
      if (/^done$/i.test(line)) say(`${state.idle} OK idle ended`);
      state.idle = null;
      return;
    }
    const [, tag = '*', name = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/is.exec(line) ?? [];
    const verb = name.toUpperCase();
    this.commands.push(verb);
    const ok = (more = 'done') => say(`${tag} OK ${more}`);
    const news = () => {
      if (state.known !== this.mails.length) say(`* ${this.mails.length} EXISTS`);
      state.known = this.mails.length;
    };
    if (verb === 'CAPABILITY') {
      say(`* CAPABILITY ${this.capabilities}`);
      return void ok();
    }
    if (verb === 'LOGIN') {
      const given = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
        ([, quoted, bare]) => quoted?.replace(/\\(.)/g, '$1') ?? bare,
      );
      const good = this.opens && given[0] === this.user && given[1] === this.password;
      return void say(good ? `${tag} OK welcome` : `${tag} NO [AUTHENTICATIONFAILED] no`);
    }
    if (verb === 'LIST' || verb === 'LSUB') {
      say(`* ${verb} (\\HasNoChildren) "/" INBOX`);
      return void ok();
    }
    if (verb === 'SELECT' || verb === 'EXAMINE') {
      if (!/^"?INBOX"?$/i.test(rest)) return void say(`${tag} NO [NONEXISTENT] no such mailbox`);
      state.known = this.mails.length;
      say('* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)');
      say(`* OK [PERMANENTFLAGS (\\Seen \\Deleted${this.ownMarks ? ' \\*' : ''})] marks`);
      say(`* ${this.mails.length} EXISTS`);
      say('* 0 RECENT');
      say(`* OK [UIDVALIDITY ${this.validity}] good`);
      say(`* OK [UIDNEXT ${this.next}] next`);
      return void ok('[READ-WRITE] open');
    }
    if (verb === 'IDLE') {
      state.idle = tag;
      say('+ idling');
      return void news();
    }
    if (verb === 'UID SEARCH') {
      say(`* SEARCH ${this.found(rest).join(' ')}`.trimEnd());
      return void ok();
    }
    if (verb === 'UID FETCH') {
      for (const mail of this.named(rest)) say(this.shown(mail, rest));
      return void ok();
    }
    if (verb === 'UID STORE') {
      const flags = /FLAGS(?:\.SILENT)? \(([^)]*)\)/i.exec(rest)?.[1]?.split(' ') ?? [];
      for (const mail of this.named(rest)) {
        for (const flag of flags) if (flag.startsWith('\\') || this.ownMarks) mail.flags.add(flag);
        if (!/SILENT/i.test(rest))
          say(
            `* ${this.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`,
          );
      }
      return void ok();
    }
    if (verb === 'UID EXPUNGE') {
      const gone = this.named(rest).filter(({ flags }) => flags.has('\\Deleted'));
      for (const mail of gone) {
        say(`* ${this.mails.indexOf(mail) + 1} EXPUNGE`);
        this.mails = this.mails.filter((m) => m !== mail);
      }
      // What came meanwhile is told with the next command.
      state.known -= gone.length;
      return void ok();
    }
    if (verb === 'LOGOUT') {
      say('* BYE');
      ok();
      return void socket.end();
    }
    if (verb === 'NOOP') {
      news();
      return void ok();
    }
    say(`${tag} BAD not known`);
  }

  private named(rest: string): Kept[] {
    const wanted = rest.split(' ')[0]!.split(',');
    return this.mails.filter(({ uid }) =>
      wanted.some((one) => {
        const [from, to = from] = one.split(':');
        return uid >= Number(from) && (to === '*' || uid <= Number(to));
      }),
    );
  }

  private found(rest: string): number[] {
    const has = (word: string) => new RegExp(`(^| )${word}( |$)`, 'i').test(rest);
    const value = (word: string) => new RegExp(`(?:^| )${word} "?([^" ]+)"?`, 'i').exec(rest)?.[1];
    const [without, marked] = [value('UNKEYWORD'), value('KEYWORD')];
    const [since, before] = [value('SINCE'), value('BEFORE')];
    return this.mails
      .filter(({ flags, at }) => {
        const day = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
        return (
          !(without && flags.has(without)) &&
          !(marked && !flags.has(marked)) &&
          !(has('UNSEEN') && flags.has('\\Seen')) &&
          !(has('SEEN') && !flags.has('\\Seen')) &&
          !(since && day < dateOf(since)) &&
          !(before && day >= dateOf(before))
        );
      })
      .map(({ uid }) => uid);
  }

  private shown({ uid, raw, flags, at }: Kept, rest: string): Buffer {
    const items = [
      `UID ${uid}`,
      `FLAGS (${[...flags].join(' ')})`,
      ...(/INTERNALDATE/i.test(rest) ? [`INTERNALDATE "${internalDate(at)}"`] : []),
      ...(/RFC822\.SIZE/i.test(rest) ? [`RFC822.SIZE ${raw.length}`] : []),
    ];
    const n = this.mails.findIndex((m) => m.uid === uid) + 1;
    const body = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(rest);
    if (!body) return Buffer.from(`* ${n} FETCH (${items.join(' ')})\r\n`);
    const from = Number(body[1] ?? 0);
    const part = raw.subarray(from, body[2] ? from + Number(body[2]) : undefined);
    const mark = body[1] === undefined ? '' : `<${from}>`;
    return Buffer.concat([
      Buffer.from(`* ${n} FETCH (${items.join(' ')} BODY[]${mark} {${part.length}}\r\n`),
      part,
      Buffer.from(')\r\n'),
    ]);
  }
}
