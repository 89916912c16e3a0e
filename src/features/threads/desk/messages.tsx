import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { Age } from '../../../desk/kit/age.tsx';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { listThreads } from '../contract.ts';
import { wordsOf } from '../rules.ts';
import { Callbacks, useOpenCallbacks } from './callbacks.tsx';
import { Conversation } from './thread-view.tsx';
import { useThread, useThreadActs } from './use-thread.ts';
import { type Head, type Thread, titleOf } from './words.ts';

/** Everyone who wrote in, and what was said with the one that is open. */
export function Messages() {
  const { thread: open } = useSearch({ from: '/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const [shown, setShown] = useState<'open' | 'done' | 'callbacks'>('open');
  const done = shown === 'done';
  const calls = useOpenCallbacks();
  const readsCallbacks = hasRole(useSession(), 'operator', 'dispatcher', 'coordinator');
  const query = useCall(listThreads, { query: { resolved: done ? '1' : '0' } });
  const items = query.data?.items ?? [];
  const select = (id: string | undefined) =>
    void navigate({ search: { thread: id }, replace: open !== undefined && id !== undefined });
  const step = (by: number) => {
    const at = items.findIndex(({ id }) => id === open);
    const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (next) select(next.id);
  };
  useVerbs('Messages', [
    { key: 'j', word: 'Next thread', run: () => step(1) },
    { key: 'k', word: 'Thread before', run: () => step(-1) },
    { key: 'ArrowDown', word: 'Next thread', run: () => step(1), hidden: true },
    { key: 'ArrowUp', word: 'Thread before', run: () => step(-1), hidden: true },
    { key: 'Escape', word: 'Close the thread', run: () => select(undefined) },
  ]);
  return (
    <main className={open ? 'messages messages-open' : 'messages'}>
      <h1 className="unseen">Messages</h1>
      <section className="messages-list" aria-label="Threads">
        <header className="screen-head">
          <h2>Messages</h2>
          <div className="verbs">
            {views
              .filter(({ id }) => id !== 'callbacks' || readsCallbacks)
              .map(({ id, word }) => (
                <VerbButton key={id} tone="quiet" pressed={shown === id} onClick={() => setShown(id)}>
                  {word}
                  {id === 'callbacks' && calls > 0 && ` ${calls}`}
                </VerbButton>
              ))}
          </div>
        </header>
        {shown === 'callbacks' ? (
          <Callbacks onOpen={select} />
        ) : (
          <Loaded query={query} lines={5}>
            {(all) =>
              all.items.length === 0 ? (
                <Empty title={done ? 'Nothing is done yet' : 'Nobody waits'}>
                  Whoever writes more than a first report appears here by themselves.
                </Empty>
              ) : (
                <ul className="threads">
                  {all.items.map((head) => (
                    <Row key={head.id} head={head} open={head.id === open} onOpen={() => select(head.id)} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </section>
      <section className="messages-thread" aria-label="Thread" key={open}>
        {open ? (
          <Open id={open} onClose={() => select(undefined)} />
        ) : (
          <Empty title="No thread is open">J and K go through them.</Empty>
        )}
      </section>
    </main>
  );
}

const views = [
  { id: 'open', word: 'Open' },
  { id: 'done', word: 'Done' },
  { id: 'callbacks', word: 'Callbacks' },
] as const;

function Row({ head, open, onOpen }: { head: Head; open: boolean; onOpen: () => void }) {
  const { personId } = useSession();
  const { last, assignedTo } = head;
  const words = last && (last.body ?? wordsOf(last.said) ?? unopenedWords(last, 'said'));
  return (
    <li className={head.needsAnswer ? 'card card-waiting' : 'card'} data-unread={head.unread || undefined}>
      <div className="card-head">
        {head.drill && <Mark tone="drill">DRILL</Mark>}
        {head.needsAnswer && <Mark tone="needs">▲ needs an answer</Mark>}
        {head.unread && <Mark>● unread</Mark>}
        <Age at={head.lastAt} />
        {assignedTo && (
          <Mark tone="who" label={`given to ${assignedTo.callSign}`}>
            {assignedTo.personId === personId ? 'you' : assignedTo.callSign}
          </Mark>
        )}
      </div>
      <button type="button" className="card-open" aria-current={open || undefined} onClick={onOpen}>
        {titleOf(head)}
      </button>
      <p className="card-facts">
        <span>{languageName(head.language)}</span>
      </p>
      {words && (
        <p className="thread-last">
          {last.from !== 'person' && <span className="soft">we: </span>}
          {words}
        </p>
      )}
    </li>
  );
}

function Open({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useThread(id);
  return (
    <>
      <button type="button" className="icon-button messages-back" onClick={onClose}>
        <ArrowLeft size={18} aria-hidden="true" /> All threads
      </button>
      <Loaded query={query}>{(thread) => <OpenThread thread={thread} />}</Loaded>
    </>
  );
}

function OpenThread({ thread }: { thread: Thread }) {
  const { personId } = useSession();
  const acts = useThreadActs(thread);
  const field = useRef<HTMLTextAreaElement>(null);
  const [giving, setGiving] = useState(false);
  const can = (verb: string) => thread.can.includes(verb);
  const mine = thread.assignedTo?.personId === personId;
  const verbs: (Verb & { shown: boolean; tone?: 'main' })[] = [
    { key: 'r', word: 'Reply', shown: can('reply'), tone: 'main', run: () => field.current?.focus() },
    {
      key: 'a',
      word: mine ? 'Give back' : thread.assignedTo ? `Take it from ${thread.assignedTo.callSign}` : 'Take it',
      shown: can('assign'),
      run: () => acts.assign(mine ? null : personId),
    },
    { key: 'g', word: 'Give to…', shown: can('assign'), run: () => setGiving(true) },
    {
      key: 'e',
      word: thread.resolvedAt ? 'Open it again' : 'Done',
      shown: can('mark'),
      run: () => void acts.resolve(!thread.resolvedAt),
    },
    {
      key: 'n',
      word: thread.needsAnswer ? 'Needs no answer' : 'Needs an answer',
      shown: can('mark'),
      run: () => acts.needsAnswer(!thread.needsAnswer),
    },
  ];
  const offered = verbs.filter(({ shown }) => shown);
  useVerbs('This thread', offered);
  return (
    <article className="thread" aria-label={`Thread with ${titleOf(thread)}`}>
      <header className="detail-head">
        <h2>{titleOf(thread)}</h2>
        <p className={thread.needsAnswer ? 'state-line needs' : 'state-line'}>
          {thread.resolvedAt ? 'Done' : thread.needsAnswer ? '▲ Needs an answer' : 'Read'}
          {thread.assignedTo ? ` · with ${mine ? 'you' : thread.assignedTo.callSign}` : ' · with everyone'}
        </p>
      </header>
      <div className="verbs">
        {offered.map(({ key, word, run, tone }) => (
          <VerbButton key={key} keyHint={key} tone={tone} onClick={run} busy={acts.busy}>
            {word}
          </VerbButton>
        ))}
      </div>
      <Conversation thread={thread} field={field} />
      {giving && (
        <PickOne
          title="Give this thread to"
          legend="Who is on shift at the desk"
          options={thread.desk.map((who) => ({ id: who.personId, label: who.callSign }))}
          verb="Give"
          onPick={acts.assign}
          onClose={() => setGiving(false)}
        />
      )}
    </article>
  );
}
