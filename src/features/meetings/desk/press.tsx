import { type FormEvent, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Enquiry, listEnquiries, saveEnquiry } from '../contract.ts';
import { MeetingsNav } from './nav.tsx';

/** All that the press asked. */
export function Press() {
  const query = useCall(listEnquiries, { query: {} });
  const [open, setOpen] = useState<Enquiry | 'new' | null>(null);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Press enquiries</h1>
        <MeetingsNav />
        <VerbButton tone="main" onClick={() => setOpen('new')}>
          Write one down…
        </VerbButton>
      </header>
      <p className="lead">
        Who asked, what, and what they were told. Coordinators and admins read this; how to reach somebody is
        kept encrypted.
      </p>
      <Loaded query={query} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody from the press has asked yet" />
          ) : (
            <List items={items} onOpen={setOpen} />
          )
        }
      </Loaded>
      {open && (
        <Write enquiry={open === 'new' ? null : open} meetingId={null} onClose={() => setOpen(null)} />
      )}
    </main>
  );
}

/** What the press asked at one meeting. */
export function PressAt({ meetingId }: { meetingId: string }) {
  const query = useCall(listEnquiries, { query: { meeting: meetingId } });
  const [open, setOpen] = useState<Enquiry | 'new' | null>(null);
  return (
    <section aria-labelledby="press">
      <h2 id="press">Press</h2>
      <Loaded query={query} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">Nobody from the press has asked here.</p>
          ) : (
            <List items={items} onOpen={setOpen} />
          )
        }
      </Loaded>
      <div className="verbs">
        <VerbButton onClick={() => setOpen('new')}>Write an enquiry down…</VerbButton>
      </div>
      {open && (
        <Write enquiry={open === 'new' ? null : open} meetingId={meetingId} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

const List = ({ items, onOpen }: { items: Enquiry[]; onOpen: (one: Enquiry) => void }) => (
  <ul className="plain-list">
    {items.map((one) => (
      <li key={one.id} className="switch-card">
        <p className="marks">
          <strong>{one.outlet}</strong>
          {one.answer === null ? (
            <Mark tone="needs">▲ not answered</Mark>
          ) : (
            <Mark tone="good">✓ answered</Mark>
          )}
        </p>
        <p>{one.question}</p>
        {one.answer && <p className="soft">{one.answer}</p>}
        <p className="soft">
          <Clock at={one.at} />
          {one.by && `, written down by ${one.by}`}
          {one.answeredBy && `, answered by ${one.answeredBy}`}
          {one.meeting && ` · at “${one.meeting}”`}
        </p>
        <VerbButton
          label={`${one.answer === null ? 'Answer' : 'Open'} the enquiry of ${one.outlet}`}
          onClick={() => onOpen(one)}
        >
          {one.answer === null ? 'Answer…' : 'Open…'}
        </VerbButton>
      </li>
    ))}
  </ul>
);

function Write({
  enquiry,
  meetingId,
  onClose,
}: {
  enquiry: Enquiry | null;
  meetingId: string | null;
  onClose: () => void;
}) {
  const [id] = useState(() => enquiry?.id ?? newId());
  const [form, setForm] = useState({
    ...{ outlet: enquiry?.outlet ?? '', contact: enquiry?.contact ?? '' },
    ...{ question: enquiry?.question ?? '', answer: enquiry?.answer ?? '' },
  });
  const act = useAct(saveEnquiry, { stale: ['/api/v1/press-enquiries'], quiet: true, after: onClose });
  const save = (event: FormEvent) => {
    event.preventDefault();
    const of = enquiry ? enquiry.meetingId : meetingId;
    act.run({ params: { id }, body: { ...form, meetingId: of, answer: form.answer.trim() || null } });
  };
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setForm((now) => ({ ...now, [name]: value }));
  };
  return (
    <Dialog title="Press enquiry" onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <label className="field">
          <span>Paper, station or site</span>
          <input data-autofocus required maxLength={120} value={form.outlet} onChange={set('outlet')} />
        </label>
        <label className="field">
          <span>Who, and how to reach them</span>
          <input maxLength={300} value={form.contact} onChange={set('contact')} />
        </label>
        <label className="field">
          <span>What they asked</span>
          <textarea required rows={3} maxLength={4000} value={form.question} onChange={set('question')} />
        </label>
        <label className="field">
          <span>What they were told</span>
          <textarea rows={3} maxLength={4000} value={form.answer} onChange={set('answer')} />
          <small className="soft">Empty while nobody has answered.</small>
        </label>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Save
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
