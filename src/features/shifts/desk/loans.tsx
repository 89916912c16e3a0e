import { useRef, useState } from 'react';
import { When } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { listZones } from '../../places/contract.ts';
import {
  askLoan,
  decideLoan,
  endLoan,
  type Loan,
  listLoans,
  SHIFT_ROLES,
  type ShiftRole,
} from '../contract.ts';
import { DayRange } from './day-range.tsx';
import { RotaNav } from './rota-nav.tsx';
import { dayName, dayOf, plusDays, ROLES } from './words.ts';

const stale = ['/api/v1/rota'];

/** Chapters that help each other out: who asks whom for which days. */
export function Loans() {
  const query = useCall(listLoans, {}, { every: 60_000 });
  const [asking, ask] = useState(false);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Lending</h1>
        <RotaNav />
      </header>
      <p className="lead">
        A chapter’s shifts are for its own people. It can ask another chapter for some days; when that agrees,
        its people see the free places and take them by the usual rules.
      </p>
      <div className="verbs">
        <VerbButton tone="main" onClick={() => ask(true)}>
          Ask a chapter…
        </VerbButton>
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is asked or lent">Shifts of the whole network need no lending.</Empty>
          ) : (
            <ul className="pattern-list">
              {items.map((loan) => (
                <LoanLine key={loan.id} loan={loan} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {asking && <AskLoan onClose={() => ask(false)} />}
    </main>
  );
}

const states: Record<Loan['state'], string> = {
  asked: '… asked',
  agreed: '✓ agreed',
  refused: 'refused',
  ended: 'ended',
};

function LoanLine({ loan }: { loan: Loan }) {
  const name = useChapterName();
  const decide = useAct(decideLoan, { stale, done: ({ state }) => `It is ${state}, and who asked is told.` });
  const end = useAct(endLoan, { stale, done: () => 'Ended. Who has taken a shift keeps it.' });
  const { borrowerId, lenderId, role, fromDay, untilDay, state, free, at, can } = loan;
  const what = `${name(borrowerId)} from ${name(lenderId)}`;
  const params = { id: loan.id };
  const needs = can.includes('decide');
  const ending = state === 'asked' ? 'Take it back' : 'End it';
  return (
    <li>
      <div>
        <strong>{name(borrowerId)}</strong> asks <strong>{name(lenderId)}</strong> for{' '}
        {role ? ROLES[role].toLowerCase() : 'people'}, {dayName(fromDay)} to {dayName(untilDay)}{' '}
        <Mark tone={needs ? 'needs' : state === 'agreed' ? 'good' : undefined}>
          {needs ? '▲ waits for you' : states[state]}
        </Mark>
        <small className="line">
          Asked <When at={at} />. {count(free, 'place')} free in these days.
        </small>
      </div>
      <div className="verbs">
        {needs && (
          <>
            <VerbButton
              tone="good"
              label={`Lend: ${what}`}
              busy={decide.busy}
              onClick={() => decide.run({ params, body: { agree: true } })}
            >
              Lend
            </VerbButton>
            <VerbButton
              label={`Refuse: ${what}`}
              busy={decide.busy}
              onClick={() => decide.run({ params, body: { agree: false } })}
            >
              Refuse
            </VerbButton>
          </>
        )}
        {can.includes('end') && (
          <VerbButton
            tone="quiet"
            label={`${ending}: ${what}`}
            busy={end.busy}
            onClick={() => end.run({ params, body: {} })}
          >
            {ending}
          </VerbButton>
        )}
      </div>
    </li>
  );
}

function AskLoan({ onClose }: { onClose: () => void }) {
  const { data } = useCall(listZones, {});
  const today = dayOf(useNow());
  const [borrowerId, borrow] = useState('');
  const [lenderId, lend] = useState('');
  const [role, setRole] = useState<ShiftRole | null>(null);
  const [range, setRange] = useState({ from: today, to: plusDays(today, 6) });
  const id = useRef(newId());
  const act = useAct(askLoan, { stale, quiet: true, done: () => 'Asked; they are told.', after: onClose });
  const chapter = (label: string, value: string, set: (value: string) => void) => (
    <label className="field">
      <span>{label}</span>
      <select required value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">choose…</option>
        {data?.chapters.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Dialog title="Ask a chapter" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const days = { fromDay: range.from, untilDay: range.to };
          act.run({ body: { id: id.current, borrowerId, lenderId, role, ...days } });
        }}
      >
        <div className="field-row">
          {chapter('For the shifts of', borrowerId, borrow)}
          {chapter('Ask', lenderId, lend)}
        </div>
        <label className="field">
          <span>Role</span>
          <select
            value={role ?? ''}
            onChange={(event) => setRole((event.currentTarget.value || null) as ShiftRole | null)}
          >
            <option value="">every role</option>
            {SHIFT_ROLES.map((one) => (
              <option key={one} value={one}>
                {ROLES[one]}
              </option>
            ))}
          </select>
        </label>
        <DayRange value={range} onChange={setRange} />
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Ask
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
