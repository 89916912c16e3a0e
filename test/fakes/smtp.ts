import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** One message as the server took it; `data` is headers and body, lines ended by CRLF, dots unstuffed. */
export interface TakenMail {
  from: string;
  to: string[];
  data: string;
}

/** A mail server on loopback (RFC 5321). `answers` says what a receiver's RCPT is answered with, 250 if nothing. */
export class MailServer {
  taken: TakenMail[] = [];
  answers = new Map<string, string>();
  private server: Server = createServer((socket) => void this.talk(socket));

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  stop(): void {
    this.server.close();
  }

  private async talk(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => socket.destroy());
    say('220 mail.test ESMTP');
    let mail: TakenMail = { from: '', to: [], data: '' };
    let inData = false;
    for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (inData && line === '.') {
        inData = false;
        this.taken.push(mail);
        say('250 2.0.0 taken');
      } else if (inData) mail.data += `${line.replace(/^\./, '')}\r\n`;
      else if (/^EHLO /i.test(line)) {
        say('250-mail.test');
        say('250 8BITMIME');
      } else if (/^MAIL FROM:/i.test(line)) {
        mail = { from: pathIn(line), to: [], data: '' };
        say('250 2.1.0 ok');
      } else if (/^RCPT TO:/i.test(line)) {
        const answer = this.answers.get(pathIn(line)) ?? '250 2.1.5 ok';
        if (answer.startsWith('250')) mail.to.push(pathIn(line));
        say(answer);
      } else if (/^DATA$/i.test(line)) {
        inData = mail.to.length > 0;
        say(inData ? '354 go on' : '503 5.5.1 nobody to send to');
      } else if (/^QUIT$/i.test(line)) {
        say('221 2.0.0 bye');
        socket.end();
      } else say('502 5.5.2 not known');
    }
  }
}

const pathIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';
