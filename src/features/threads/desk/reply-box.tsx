import { type RefObject, useState } from 'react';
import { Cost } from '../../../desk/kit/cost.tsx';
import { useDraft } from '../../../desk/kit/draft.ts';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { smsSegments } from '../../channels/rules/segments.ts';
import { asksToCome } from '../../channels/rules.ts';
import { longestReply, replyInThread } from '../contract.ts';
import { Attach, type Attached } from './attach.tsx';
import { type Thread, wayName } from './words.ts';

interface Props {
  thread: Thread;
  field: RefObject<HTMLTextAreaElement | null>;
  onTyping: (typing: boolean) => void;
}

interface Draft {
  id: string;
  words: string;
  /** What was sent under this id when no answer came, words and file: it may have arrived. */
  tried?: string;
}

/** How it goes by text: in how many parts, in which alphabet, and what keeps it out of the cheaper one. */
function lengthWords(words: string): string {
  const { segments, alphabet, wide } = smsSegments(words);
  const why = wide.length > 0 ? `, because of “${wide.slice(0, 3).join('”, “')}”` : '';
  return `${count(segments, 'text message')} (${alphabet}${why})`;
}

/** Words to the person, kept while they are typed. Its id is made with the draft: sent twice, it arrives once. */
export function ReplyBox({ thread, field, onTyping }: Props) {
  const { id, kind, language, way, sentences } = thread;
  const [draft, setDraft, clear] = useDraft<Draft>(`reply.${id}`, { id: newId(), words: '' });
  const [chosen, setChosen] = useState('');
  const [file, setFile] = useState<Attached | null>(null);
  const reply = useAct(replyInThread, { stale: ['/api/v1/threads'], quiet: true });
  const { words } = draft;
  const type = (next: string) => {
    setDraft({ ...draft, words: next });
    onTyping(next !== '');
  };
  const asks = asksToCome(words);
  const send = async () => {
    const said = words.trim();
    if (!said || asks || reply.busy) return;
    // Other words than those that may have arrived are another message, and so is another file.
    const now = file ? `${said} + ${file.name}, ${file.size}` : said;
    const lineId = draft.tried === undefined || draft.tried === now ? draft.id : newId();
    setDraft({ id: lineId, words, tried: now });
    const given = file && { file: { name: file.name, data: file.data } };
    const done = await reply.ask({ params: { id }, body: { id: lineId, words: said, ...given } });
    if (!done) return;
    clear();
    setFile(null);
    setDraft({ id: newId(), words: '' });
    setChosen('');
    onTyping(false);
  };
  const where = kind === 'member' ? 'their own way' : wayName(way);
  const reviewed = sentences.find((s) => s.id === chosen);
  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label className="field">
        <span>
          Write to them{' '}
          <small>
            {languageName(language)}, by {where}
          </small>
        </span>
        <textarea
          ref={field}
          rows={3}
          value={words}
          maxLength={longestReply}
          readOnly={reply.busy}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => onTyping(false)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void send();
            }
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </label>
      {sentences.length > 0 && (
        <label className="field">
          <span className="unseen">Reviewed sentence</span>
          <select
            value={chosen}
            disabled={reply.busy}
            onChange={(event) => {
              const picked = sentences.find((s) => s.id === event.currentTarget.value);
              setChosen(picked?.id ?? '');
              if (picked) type(words.trim() ? `${words.trim()} ${picked.said}` : picked.said);
              field.current?.focus();
            }}
          >
            <option value="">Reviewed sentences, in {languageName(language)}…</option>
            {sentences.map((s) => (
              <option key={s.id} value={s.id}>
                {s.en}
              </option>
            ))}
          </select>
        </label>
      )}
      {reviewed && reviewed.said !== reviewed.en && <p className="soft">That says: {reviewed.en}</p>}
      {asks ? (
        <p className="needs" role="alert">
          ▲ This asks somebody to come or to go there. Nobody is sent by a message
          {kind === 'member' ? '; use a call-out.' : '. Say it without that.'}
        </p>
      ) : (
        <p className="soft">
          {kind === 'member'
            ? 'Members are sent by a call-out only, not from here.'
            : 'Residents are never asked to come, to stay near, or to look again.'}{' '}
          It leaves in plain words through our server{way || kind === 'member' ? ' and the carrier' : ''}.
          {file &&
            (kind === 'member'
              ? ' The file goes by Signal or e-mail; by another way they read that it was left out.'
              : ' A picture is drawn anew, so that no place goes with it; a PDF goes as it is.')}
        </p>
      )}
      {reply.problem && <Trouble error={reply.problem} />}
      {words.trim() && (way || kind === 'member') && (
        <Cost
          of={{ what: 'reply', subject: id, facts: { parts: String(smsSegments(words.trim()).segments) } }}
        />
      )}
      <div className="verbs">
        <VerbButton
          submit
          tone="main"
          keyHint="Ctrl Enter"
          busy={reply.busy}
          disabled={!words.trim() || asks}
          why={asks ? 'It asks somebody to come' : 'Write something first'}
        >
          Send
        </VerbButton>
        <Attach thread={thread} file={file} onFile={setFile} busy={reply.busy} />
        <span className="soft counted">
          {words.length} / {longestReply}
          {way === 'sms' && words.trim() && ` · ${lengthWords(words.trim())}`}
        </span>
      </div>
    </form>
  );
}
