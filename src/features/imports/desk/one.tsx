import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { upload } from '../../../desk/kit/api.ts';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { refresh, useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import {
  bytesOf,
  dropImport,
  type Import,
  MOST_ROWS,
  readImport,
  undoImport,
  uploadFile,
} from '../contract.ts';
import { Apply } from './apply.tsx';
import { Asks } from './asks.tsx';
import { Columns } from './columns.tsx';
import { Faults, Stayed } from './faults.tsx';
import { OldChat } from './old-chat.tsx';
import { delimiters, encodings, kinds, outcome, states } from './words.ts';

export const stale = ['/api/v1/imports'];

const atWork = new Set(['looking', 'applying', 'undoing']);

/** One list, step by step: its file, its columns, what would become of it, what became of it. */
export function OneImport() {
  const { id } = useParams({ strict: false });
  const [busy, setBusy] = useState(false);
  const query = useCall(readImport, { params: { id: id! } }, { every: busy ? 1000 : 30_000 });
  const state = query.data?.item.state ?? '';
  if (atWork.has(state) !== busy) setBusy(atWork.has(state));
  // What is wrong, and who stayed, is read anew when a pass has ended.
  useEffect(() => {
    if (!busy) void refresh(...stale);
  }, [busy]);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{query.data ? kinds[query.data.item.kind].name : 'A list'}</h1>
        <PeopleNav />
      </header>
      <Loaded query={query} lines={8}>
        {({ item, columns, first }) => (
          <>
            <State item={item} />
            {item.can.includes('upload') && !item.format && <Upload item={item} />}
            {columns.length > 0 && item.can.includes('map') && (
              <Columns key={columns.map((c) => c.name + c.field).join()} {...{ item, columns, first }} />
            )}
            {item.can.includes('apply') && <Apply item={item} />}
            {item.asks > 0 && item.can.includes('decide') && <Asks item={item} />}
            {!atWork.has(item.state) && <Faults item={item} />}
            {item.state === 'undone' && item.stayed > 0 && item.kind !== 'rota' && <Stayed id={item.id} />}
            {item.can.includes('upload') && item.format && <Upload item={item} />}
            <Undo item={item} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function State({ item }: { item: Import }) {
  const chapterName = useChapterName();
  const { state, format, done, of, counts, keptUntil, undoUntil, made } = item;
  const { tone, word } = states[state];
  const all = of ?? counts.rows;
  return (
    <section className="stack" aria-label="How far it is">
      <p className="marks">
        <Mark tone={tone}>{word}</Mark>
        {format?.cut && <Mark tone="needs">▲ too big: only its beginning is here</Mark>}
        {counts.rows > MOST_ROWS && (
          <Mark tone="needs">▲ too long: what comes after a million rows is not here</Mark>
        )}
      </p>
      {(format?.cut || counts.rows > MOST_ROWS) && (
        <p>
          What is here can be taken in as it is. Bring the rest in as a list of its own: “Save the list” below
          says in its last line where this one ends.
        </p>
      )}
      <p className="soft">
        Into {chapterName(item.chapterId)} · begun by {item.by}, <Clock at={item.at} />
        {format &&
          ` · ${encodings[format.encoding] ?? format.encoding}, ${
            item.kind === 'osdi' ? 'JSON' : `parted by ${delimiters[format.delimiter]}`
          }`}
      </p>
      {atWork.has(state) && (
        <p role="status">
          {all > 0 ? (
            <>
              <progress max={all} value={Math.min(done, all)} aria-label="Rows done" /> {done} of {all} rows
            </>
          ) : (
            `${done} rows so far`
          )}
        </p>
      )}
      {counts.rows > 0 && <p>{outcome(item)}</p>}
      {state === 'applied' && made > 0 && (
        <p>
          {item.kind === 'rota'
            ? `${made} seats stand in the rota as suggestions; their people see them when it is published.`
            : `${made} came in by this list and are here.`}
        </p>
      )}
      {state === 'undone' && item.kind === 'rota' && item.stayed > 0 && (
        <p>{item.stayed} seats stayed, since they are published or taken off already.</p>
      )}
      {keptUntil && format && (
        <p className="soft">
          The file is kept encrypted until <Clock at={keptUntil} />, or until it is taken in.
        </p>
      )}
      {undoUntil && (
        <p className="soft">
          It can be undone until <Clock at={undoUntil} />.
        </p>
      )}
    </section>
  );
}

function Upload({ item }: { item: Import }) {
  const [busy, setBusy] = useState(false);
  const [tooBig, setTooBig] = useState<number | null>(null);
  const drop = useAct(dropImport, { stale, done: () => 'Thrown away. Nothing of it was taken in.' });
  const send = async (file: File | undefined) => {
    if (!file) return;
    const most = bytesOf(item.kind);
    setTooBig(file.size > most ? file.size : null);
    if (file.size > most) return;
    setBusy(true);
    await upload(uploadFile, { params: { id: item.id } }, file).catch(sayProblem);
    setBusy(false);
    await refresh(...stale);
  };
  return (
    <section className="stack">
      <h2>{item.format ? 'Another file in its place' : 'Its file'}</h2>
      <label className="field">
        <span>
          {busy ? 'It is on its way …' : 'Choose the file'}{' '}
          <small>
            {kinds[item.kind].what}, {megabytes(bytesOf(item.kind))} at most
            {item.kind !== 'osdi' && `, ${MOST_ROWS.toLocaleString('en-US')} rows`}
          </small>
        </span>
        <input
          type="file"
          accept={item.kind === 'osdi' ? '.json,application/json' : '.csv,.tsv,.txt,text/csv,text/plain'}
          disabled={busy}
          onChange={(event) => void send(event.currentTarget.files?.[0])}
        />
      </label>
      {tooBig !== null && (
        <p role="alert">
          ▲ This file has {megabytes(tooBig)}, more than is read of one. Nothing was sent. Divide it into
          several lists{item.kind !== 'osdi' && ', each with the row that names the columns,'} and bring them
          in one after the other.
        </p>
      )}
      {item.kind === 'group' && !item.format && <OldChat item={item} send={send} busy={busy} />}
      <div className="verbs">
        <VerbButton busy={drop.busy} onClick={() => drop.run({ params: { id: item.id }, body: {} })}>
          Throw it away
        </VerbButton>
      </div>
    </section>
  );
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;

function Undo({ item }: { item: Import }) {
  const undo = useAct(undoImport, { stale, done: () => 'It is being undone.' });
  if (!item.can.includes('undo')) return null;
  return (
    <section className="stack">
      <h2>Undo</h2>
      <p className="soft">
        {item.kind === 'rota'
          ? 'Takes back the seats that this sheet laid out and that are suggestions still.'
          : 'Removes who came in by this list alone and with whom nothing has happened since. Who stays is shown with the reason.'}
      </p>
      <div className="verbs">
        <VerbButton
          tone="danger"
          busy={undo.busy}
          onClick={() => undo.run({ params: { id: item.id }, body: {} })}
        >
          Undo this import
        </VerbButton>
      </div>
    </section>
  );
}
