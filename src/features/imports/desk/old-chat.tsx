import { useState } from 'react';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Import, listOldChats, takeOldChat } from '../contract.ts';

interface OldChatProps {
  item: Import;
  busy: boolean;
  send: (file: File) => Promise<void>;
}

/** The people of an old chat: from the group itself where our account is in it, or pasted. */
export function OldChat({ item, busy, send }: OldChatProps) {
  const [text, setText] = useState('');
  const { data } = useCall(listOldChats, {}, { enabled: hasRole(useSession(), 'admin') });
  const take = useAct(takeOldChat, { stale: ['/api/v1/imports'] });
  return (
    <>
      {data && data.items.length > 0 && (
        <section className="stack">
          <h3>Or a group that our Signal account is in</h3>
          <ul className="plain-list">
            {data.items.map(({ id, name, people }) => (
              <li key={id}>
                <span>
                  {name} <span className="soft">{count(people, 'person', 'people')}</span>
                </span>
                <VerbButton
                  busy={take.busy}
                  label={`Take the numbers of ${name}`}
                  onClick={() => take.run({ params: { id: item.id }, body: { group: id } })}
                >
                  Take its numbers
                </VerbButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <label className="field">
        <span>
          Or paste the numbers <small>one a line; a name may stand behind a comma</small>
        </span>
        <textarea
          rows={5}
          maxLength={100_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div className="verbs">
        <VerbButton
          tone="main"
          busy={busy}
          disabled={!text.trim()}
          why="There is no number yet"
          onClick={() => void send(new File([text], 'numbers.csv'))}
        >
          Take these numbers
        </VerbButton>
      </div>
    </>
  );
}
