import { wordsOf } from '../src/features/threads/rules.ts';
import { newId } from '../src/platform/id.ts';
import { testNetwork } from './harness.ts';
import { type Neighbour, settlePeople, text } from './village.ts';

export type Headers = Record<string, string>;

export interface Line {
  from: string;
  said: Parameters<typeof wordsOf>[0];
  body: string | null;
  state: string | null;
}
/** What one would read on the screen. */
export const told = (thread: { lines: Line[] }) =>
  thread.lines.map((l) => `${l.from}: ${l.body ?? wordsOf(l.said)}${l.state ? ` [${l.state}]` : ''}`);

let numbers = 5550200;

/** A network with a dispatcher, "me", and an operator, "you", at the desk, and whoever texts them. */
export async function networkWithThreads() {
  const net = await testNetwork({ volunteers: 30 });
  const [me, you] = (await settlePeople(net, 2)) as [Neighbour, Neighbour];
  const signIn = () => net.signIn(['dispatcher'], me.id);
  let desk = await signIn();
  const other = await net.signIn(['operator'], you.id);
  /** Nobody stays signed in for a day. */
  const signInAgain = async () => {
    desk = await signIn();
  };

  async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers = desk) {
    const answer = await net.app.inject({
      ...{ method, url: `/api/v1/${url}`, headers },
      ...(payload && { payload }),
    });
    return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
  }
  const list = async (query = '') => (await call('GET', `threads${query}`)).body;
  const read = async (id: string) => (await call('GET', `threads/${id}`)).body;
  const say = (id: string, words: string, line = newId()) =>
    call('POST', `threads/${id}/replies`, { id: line, words });

  /** Somebody texts for the first time; their number and thread. */
  async function texter(words: string) {
    const number = `+1212${++numbers}`;
    await text(net, number, words);
    await net.settle();
    const { items } = (await call('GET', 'reports?open=1')).body;
    return { number, report: items.at(-1).id as string, thread: items.at(-1).threadId as string };
  }

  return { net, me, you, other, signInAgain, call, list, read, say, texter };
}
