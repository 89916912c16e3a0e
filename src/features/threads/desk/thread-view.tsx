import { type RefObject, useRef, useState } from 'react';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { initials } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { Lines } from './lines.tsx';
import { ReplyBox } from './reply-box.tsx';
import { useHere, useSeen, useThread } from './use-thread.ts';
import type { Thread } from './words.ts';

/** A thread beside what it is about: a report, or a member; `under` is the level of the heading above it. */
export function ThreadPanel({ id, title, under = 2 }: { id: string; title: string; under?: 1 | 2 }) {
  const query = useThread(id);
  const field = useRef<HTMLTextAreaElement>(null);
  useVerbs('Messages', [{ key: 'w', word: 'Write to them', run: () => field.current?.focus() }]);
  return (
    <section className="thread">
      {under === 1 ? <h2>{title}</h2> : <h3>{title}</h3>}
      <Loaded query={query} lines={2}>
        {(thread) => <Conversation key={thread.id} thread={thread} field={field} />}
      </Loaded>
    </section>
  );
}

interface Props {
  thread: Thread;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** What was said, who else is at it, and the field to write in. */
export function Conversation({ thread, field }: Props) {
  const [typing, setTyping] = useState(false);
  useHere(thread.id, typing);
  useSeen(thread);
  return (
    <>
      <Lines thread={thread} />
      <Others thread={thread} />
      {thread.can.includes('reply') && <ReplyBox thread={thread} field={field} onTyping={setTyping} />}
    </>
  );
}

function Others({ thread }: { thread: Thread }) {
  return (
    <p className="thread-here" role="status">
      {thread.here.map(({ callSign, typing }) => (
        <span key={callSign}>
          <Mark tone="who" label={callSign}>
            {initials(callSign)}
          </Mark>{' '}
          {callSign} {typing ? 'is typing' : 'has it open too'}
        </span>
      ))}
    </p>
  );
}
