import { ask } from '../../../../platform/http/outgoing.ts';
import type { Settings } from './rpc.ts';

/** One event of the stream; `id` where the daemon numbers them. */
export interface StreamEvent {
  id: string | null;
  data: string;
}

/** signal-cli says something every 15 s, be it only that it is there. */
const silenceMs = 45_000;
/** Then it is asked anew, from where it ended. */
const longestMs = 60 * 60_000;
const longestEvent = 1024 * 1024;
const longestStream = 1024 * 1024 * 1024;

/**
 * The stream of events of `signal-cli daemon --http` (server-sent events), from after `lastId` on where the daemon keeps
 * them. Ends when the daemon ends it; throws when it cannot be reached, is silent for 45 s, or `stopped`.
 */
export async function* eventsOf(
  settings: Settings,
  lastId: string,
  stopped: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const url = new URL('/api/v1/events', settings.url);
  url.searchParams.set('account', settings.number);
  const silent = new AbortController();
  const watch = () => setTimeout(() => silent.abort(new Error('signal-cli is silent')), silenceMs);
  let hush = watch();
  try {
    const { status, stream } = await ask(
      url,
      { origins: [url.origin] },
      {
        headers: { accept: 'text/event-stream', 'last-event-id': lastId },
        timeoutMs: longestMs,
        maxBytes: longestStream,
        signal: AbortSignal.any([stopped, silent.signal]),
      },
    );
    if (status !== 200) throw Object.assign(new Error('signal-cli'), { code: `signal http ${status}` });
    const parser = new Parser();
    for await (const part of stream) {
      // What is done with an event may take its time: silence is counted while nothing is in hand.
      clearTimeout(hush);
      yield* parser.feed(part);
      hush = watch();
    }
  } finally {
    clearTimeout(hush);
  }
}

/** Server-sent events as the HTML standard writes them (9.2.6). */
class Parser {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private id: string | null = null;
  private data: string[] = [];

  *feed(part: Uint8Array): Generator<StreamEvent> {
    this.rest += this.decoder.decode(part, { stream: true });
    if (this.rest.length > longestEvent) throw new Error('an event is too long');
    // A CR at the end may be half of a CRLF.
    const lines = this.rest.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.take(line);
      else if (this.data.length > 0) {
        yield { id: this.id, data: this.data.join('\n') };
        this.data = [];
      }
    }
  }

  private take(line: string) {
    const at = line.indexOf(':');
    const [field, value] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')];
    if (field === 'data') this.data.push(value);
    if (field === 'id') this.id = value;
  }
}
