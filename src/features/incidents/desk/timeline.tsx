import { useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { seal } from '../../../desk/kit/api.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { newId } from '../../../desk/kit/id.ts';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { MediaOf } from '../../../desk/kit/later-media.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { addNote, limits, readTimeline } from '../contract.ts';
import { sentence } from './timeline-words.ts';

interface Props {
  id: string;
  canNote: boolean;
  /** Show so many of the newest at first. */
  latest?: number;
}

/** Everything that happened, the oldest first, and a note to add. */
export function Timeline({ id, canNote, latest }: Props) {
  const query = useCall(readTimeline, { params: { id } });
  const [all, setAll] = useState(latest === undefined);
  return (
    <section>
      <h3>Timeline</h3>
      <Loaded query={query}>
        {({ items }) => {
          const hidden = all ? 0 : Math.max(0, items.length - (latest ?? 0));
          if (items.length === 0) return <Empty title="Nothing has happened yet" />;
          return (
            <>
              {hidden > 0 && (
                <VerbButton tone="quiet" onClick={() => setAll(true)}>
                  Show {hidden} earlier
                </VerbButton>
              )}
              <ol className="timeline">
                {items.slice(hidden).map((entry) => (
                  <li key={entry.id} className={`entry entry-${entry.kind.replaceAll(/[^a-z_]/g, '-')}`}>
                    <Clock at={entry.at} />
                    <div>
                      <p>{sentence(entry)}</p>
                      <Quoted of={entry} name="words" words={entry.words} />
                      {typeof entry.data.media === 'string' && (
                        <Sent id={entry.data.media} by={entry.data.callSign} />
                      )}
                      {Date.parse(entry.notedAt) - Date.parse(entry.at) > 60_000 && (
                        <small>
                          written down <Clock at={entry.notedAt} />
                        </small>
                      )}
                    </div>
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Loaded>
      {canNote && <NewNote id={id} />}
    </section>
  );
}

/** A picture that one of those sent took: fetched and opened when somebody asks for it. */
function Sent({ id, by }: { id: string; by: unknown }) {
  const [asked, setAsked] = useState(false);
  if (asked) return <MediaOf id={id} from={typeof by === 'string' ? by : 'the scene'} />;
  return (
    <VerbButton tone="quiet" onClick={() => setAsked(true)}>
      Show it
    </VerbButton>
  );
}

function NewNote({ id }: { id: string }) {
  const [words, setWords, clear] = useDraft(`note.${id}`, '');
  const field = useRef<HTMLTextAreaElement>(null);
  const add = useAct(addNote, {
    stale: ['/api/v1/incidents/:id/timeline'],
    sealing: async ({ params, body: { id, words } }) => ({
      params,
      body: { id, ...(await seal(['desk', 'legal'], id, { words })) },
    }),
  });
  // Made once for these words: a second try after a lost answer is the same note.
  const noteId = useRef(newId());
  useVerbs('Timeline', [{ key: 'w', word: 'Write a note', run: () => field.current?.focus() }]);
  const send = async () => {
    const sent = words.trim();
    if (!sent || !(await add.ask({ params: { id }, body: { id: noteId.current, words: sent } }))) return;
    noteId.current = newId();
    clear();
  };
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        aria-label="Note on the timeline"
        placeholder="Write a note (W). Leave out names, faces and plates. Ctrl Enter sends."
        maxLength={limits.words}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <VerbButton submit disabled={!words.trim()} busy={add.busy} why="Write something first">
        Add
      </VerbButton>
    </form>
  );
}
