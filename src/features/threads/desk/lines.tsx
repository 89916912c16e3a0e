import { useEffect, useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { wordsOf } from '../rules.ts';
import { Move, Moved } from './move.tsx';
import { fileSize, type Line, notShown, states, type Thread, wayName } from './words.ts';

/** Everything said, the oldest first; the newest is in sight when it opens and when more comes. */
export function Lines({ thread }: { thread: Thread }) {
  const list = useRef<HTMLOListElement>(null);
  const [moving, setMoving] = useState<Line | null>(null);
  const { length } = thread.lines;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another line is there
  useEffect(() => {
    const shown = list.current;
    if (shown) shown.scrollTop = shown.scrollHeight;
  }, [length]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ol className="thread-lines" ref={list} tabIndex={0} aria-label="What was said">
        {thread.lines.map((line) => (
          <li key={line.id} className={`line-${line.from}`}>
            <p className="line-head">
              <Clock at={line.at} />
              <strong>{speaker(line, thread)}</strong>
              {line.way && <span>{wayName(line.way)}</span>}
              {line.drill && <Mark tone="drill">DRILL</Mark>}
              <State line={line} />
              {line.kind === 'addition' &&
                !line.moved &&
                thread.kind === 'reporter' &&
                thread.can.includes('reply') && (
                  <button type="button" className="link line-state" onClick={() => setMoving(line)}>
                    Move…
                  </button>
                )}
            </p>
            <Words line={line} lang={thread.language} />
            <WithFile file={line.file} />
            <Moved line={line} />
          </li>
        ))}
      </ol>
      {moving && <Move line={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

function speaker({ from, callSign }: Line, thread: Thread): string {
  if (from === 'house') return 'Automatic';
  if (from === 'desk') return callSign ?? 'The desk';
  const who = thread.callSign ?? 'Reporter';
  return callSign ? `${who}, written down by ${callSign}` : who;
}

function Words({ line, lang }: { line: Line; lang: string }) {
  if (line.from !== 'person')
    return line.body ? (
      <p className="line-words" lang={lang}>
        {line.body}
      </p>
    ) : (
      <p className="soft">{notShown(line.purpose)}</p>
    );
  const closed = unopenedWords(line, 'said');
  if (closed) return <p className="soft">{closed}</p>;
  const words = wordsOf(line.said);
  return (
    <>
      {line.said?.unproven && (
        <p className="soft">▲ Anybody can write under an e-mail address: this one answers no mail of ours.</p>
      )}
      {words ? (
        <p className="line-words" lang={lang}>
          {words}
        </p>
      ) : (
        <p className="soft">No words.</p>
      )}
      {line.said?.whole && (
        <details>
          <summary>The whole e-mail</summary>
          <p className="line-words">{line.said.whole}</p>
        </details>
      )}
    </>
  );
}

function WithFile({ file }: Pick<Line, 'file'>) {
  if (!file) return null;
  return (
    <p className={file.left ? 'needs' : 'soft'}>
      {file.left ? '▲ Without its file, which cannot go this way: ' : 'With '}
      {file.name}, {fileSize(file.size)}
    </p>
  );
}

function State({ line }: { line: Line }) {
  if (!line.state) return null;
  const { shape, word, bad } = states[line.state];
  return (
    <span className={bad ? 'line-state needs' : 'line-state'}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}
