import { Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { saveAs } from '../../../desk/kit/save.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { askForExport, decideExport, listExports, type PeopleExport, takeExport } from '../contract.ts';

const stale = ['/api/v1/exports'];

const states: Record<PeopleExport['state'], { tone: 'needs' | 'good' | 'plain' | 'danger'; word: string }> = {
  waiting: { tone: 'needs', word: '▲ waits for a second person' },
  approved: { tone: 'good', word: '✓ approved, not taken yet' },
  refused: { tone: 'danger', word: '✕ refused' },
  taken: { tone: 'plain', word: 'taken' },
  expired: { tone: 'plain', word: 'ended after a day' },
};

/** A list of members leaves once, with a reason, when a second person has agreed. */
export function Exports() {
  const query = useCall(listExports, {});
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Exports</h1>
        <PeopleNav />
      </header>
      <p className="lead">
        A list of members, or of their hours in a month, leaves the network once, with a reason, after a
        second person has approved it within a day. Every step is written down, and the order of its rows says
        which export a copy came from. Hours are asked for under <Link to="/rota/hours">Rota, Hours</Link>.
      </p>
      <div className="columns">
        <section>
          <h2>Asked for in the last thirty days</h2>
          <Loaded query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="Nobody has asked for an export" />
              ) : (
                <ul className="plain-list">
                  {items.map((one) => (
                    <One key={one.id} one={one} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
        <Ask />
      </div>
    </main>
  );
}

function One({ one }: { one: PeopleExport }) {
  const chapterName = useChapterName();
  const decide = useAct(decideExport, {
    stale,
    done: ({ state }) => (state === 'approved' ? 'Approved. Who asked can take it for a day.' : 'Refused.'),
  });
  const take = useAct(takeExport, { stale, after: save });
  const says = (says: 'approve' | 'refuse') => decide.run({ params: { id: one.id }, body: { says } });
  const { tone, word } = states[one.state];
  return (
    <li className="switch-card">
      <p className="marks">
        <Mark tone={tone}>{word}</Mark>
        {one.month && <Mark tone="plain">hours of {one.month}</Mark>}
        {one.named && <Mark tone="danger">■ with names and numbers</Mark>}
      </p>
      <p>{one.reason}</p>
      <p className="soft">
        {one.chapterId ? chapterName(one.chapterId) : 'The whole network'} · asked by {one.by},{' '}
        <Clock at={one.at} />
        {one.decidedBy && one.decidedAt && (
          <>
            {' '}
            · {one.state === 'refused' ? 'refused' : 'approved'} by {one.decidedBy},{' '}
            <Clock at={one.decidedAt} />
          </>
        )}
        {one.until && (
          <>
            {' '}
            · until <Clock at={one.until} />
          </>
        )}
      </p>
      {one.can.includes('decide') && (
        <div className="verbs">
          <VerbButton busy={decide.busy} onClick={() => says('approve')}>
            Approve
          </VerbButton>
          <VerbButton busy={decide.busy} onClick={() => says('refuse')}>
            Refuse
          </VerbButton>
        </div>
      )}
      {one.state === 'waiting' && !one.can.includes('decide') && (
        <p className="soft">Another coordinator or an admin has to approve it.</p>
      )}
      {one.can.includes('take') && (
        <div className="verbs">
          <VerbButton
            tone="main"
            busy={take.busy}
            onClick={() => take.run({ params: { id: one.id }, body: {} })}
          >
            Take the file, once
          </VerbButton>
          {!one.month && (
            <VerbButton
              busy={take.busy}
              onClick={() => take.run({ params: { id: one.id }, body: { format: 'osdi' } })}
            >
              Once, for another program (OSDI)
            </VerbButton>
          )}
        </div>
      )}
    </li>
  );
}

/** The file goes from memory to the disk of who asked; it is at no address. */
function save({ file, text }: { file: string; text: string }) {
  const type = file.endsWith('.json') ? 'application/json' : 'text/csv;charset=utf-8';
  saveAs(new Blob([text], { type }), file);
}

/** Where the actor may see every row: all of the network, or their own chapters. */
function useOwnChapters() {
  const { roles } = useSession();
  const { data: places } = useCall(listZones, {});
  const own = roles.filter(({ role }) => role === 'coordinator' || role === 'admin');
  const all = own.some(({ chapterId, role }) => role === 'admin' || chapterId === null);
  const chapters = places?.chapters ?? [];
  return { all, chapters: all ? chapters : chapters.filter(({ id }) => own.some((r) => r.chapterId === id)) };
}

function Ask() {
  const { all, chapters } = useOwnChapters();
  const [chosen, setChosen] = useState('');
  const chapterId = chosen || (all ? '' : (chapters[0]?.id ?? ''));
  const [named, setNamed] = useState(false);
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const ask = useAct(askForExport, {
    stale,
    done: () => 'Asked. A second person has a day to approve it.',
    after: () => {
      id.current = newId();
      setReason('');
    },
  });
  const short = reason.trim().length < 10;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (short) return;
    ask.run({ body: { id: id.current, named, reason: reason.trim(), ...(chapterId && { chapterId }) } });
  };
  return (
    <section>
      <h2>Ask for one</h2>
      <form className="stack" onSubmit={onSubmit}>
        <label className="field">
          <span>Whom</span>
          <select value={chapterId} onChange={(event) => setChosen(event.currentTarget.value)}>
            {all && <option value="">the whole network</option>}
            {chapters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="switch">
          <input
            type="checkbox"
            checked={named}
            onChange={(event) => setNamed(event.currentTarget.checked)}
          />
          <span>
            With names and numbers
            <small>Leave it off where call signs do.</small>
          </span>
        </label>
        <label className="field">
          <span>What for</span>
          <textarea
            rows={3}
            maxLength={500}
            value={reason}
            placeholder="A sentence that the second person reads"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={ask.busy}
            disabled={short}
            why="Say in a sentence what it is for"
          >
            Ask a second person
          </VerbButton>
        </div>
      </form>
    </section>
  );
}
