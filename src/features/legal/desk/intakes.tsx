import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Age, Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { wholeReport } from '../../hotline/rules.ts';
import { closeIntake, type Intake, listIntakes, readIntake, returnIntake, takeIntake } from '../contract.ts';
import { IntakeCalls } from './calls.tsx';
import { IntakeReport } from './intake-report.tsx';
import { Write } from './write.tsx';

/** Where a petition must be filed follows where the person is: minutes count. */
const patience = [10, 30] as const;
const stale = ['/api/v1/intakes', '/api/v1/reports'];

/** Shows what is said and written with whoever told of it. */
type Thread = (threadId: string) => ReactNode;

/** Restricted intakes: someone was detained. Nobody but the legal desk sees what is in them. */
export function Intakes({ thread }: { thread: Thread }) {
  const { report } = useSearch({ strict: false });
  const query = useCall(listIntakes, { query: report ? { open: '0', report } : { open: '1' } });
  return (
    <main className="screen">
      <h1>Legal desk</h1>
      <p className="lead">
        Someone was detained. These words are sealed to the legal desk; dispatchers see only how many there
        are.
      </p>
      {report && (
        <p>
          <Link to="/legal" search={{}}>
            Every open intake
          </Link>
        </p>
      )}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No intake waits">New ones appear here by themselves.</Empty>
          ) : (
            <ul className="plain-list">
              {items.toReversed().map((intake) => (
                <OneIntake
                  key={`${intake.id} ${report}`}
                  intake={intake}
                  found={report !== undefined}
                  thread={thread}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}

function OneIntake({ intake, found, thread }: { intake: Intake; found: boolean; thread: Thread }) {
  const [open, setOpen] = useState(found);
  const params = { id: intake.id };
  const take = useAct(takeIntake, { stale, after: () => setOpen(true) });
  const giveBack = useAct(returnIntake, { stale, done: () => 'It waits for the legal desk again.' });
  const close = useAct(closeIntake, { stale, done: () => 'The intake is closed.' });
  return (
    <li className="switch-card">
      <p className="marks">
        {intake.drill && <Mark tone="drill">DRILL</Mark>}
        {intake.takenBy ? (
          <Mark tone="who">{intake.takenBy.callSign} has it</Mark>
        ) : (
          <Mark tone="needs">▲ nobody has it</Mark>
        )}
        <Age at={intake.at} limits={intake.takenBy ? undefined : patience} />
        <span className="soft">
          received <Clock at={intake.at} /> · {languageName(intake.language)}
        </span>
      </p>
      <div className="verbs">
        {intake.can.includes('take') && (
          <VerbButton tone="main" busy={take.busy} onClick={() => take.run({ params })}>
            Take it
          </VerbButton>
        )}
        {intake.can.includes('read') && (
          <VerbButton onClick={() => setOpen(!open)} pressed={open}>
            Read it
          </VerbButton>
        )}
        {intake.can.includes('return') && (
          <VerbButton busy={giveBack.busy} onClick={() => giveBack.run({ params })}>
            Give it back to the legal desk
          </VerbButton>
        )}
        {intake.can.includes('close') && (
          <VerbButton busy={close.busy} onClick={() => close.run({ params })}>
            It is handed on
          </VerbButton>
        )}
      </div>
      {open && <Opened id={intake.id} writes={intake.can.includes('write')} thread={thread} />}
    </li>
  );
}

function Opened({ id, writes, thread }: { id: string; writes: boolean; thread: Thread }) {
  const query = useCall(readIntake, { params: { id } });
  return (
    <Loaded query={query}>
      {({ report, calls }) => (
        <>
          <IntakeCalls calls={calls} />
          <IntakeReport report={wholeReport(report)} />
          {writes && <Write id={id} />}
          {thread(report.threadId)}
          <p>
            <Link to="/holds" search={{ record: report.id }} className="verb">
              Hold it…
            </Link>
          </p>
        </>
      )}
    </Loaded>
  );
}
