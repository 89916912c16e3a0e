import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Bars } from '../../../desk/kit/bars.tsx';
import { Choice } from '../../../desk/kit/choice.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { banCaller, type LoggedCall, readCallLog, setPresence } from '../contract.ts';
import { histogram, type Slot, summary } from '../rules.ts';
import { kindWords } from './kind-words.ts';
import { PresenceStrip } from './presence-strip.tsx';
import { useCalls } from './use-calls.ts';
import { choiceWords, clockOf, languageOf, outcomeWords } from './words.ts';

const spans = [
  { id: '1', label: 'One day' },
  { id: '7', label: '7 days' },
  { id: '30', label: '30 days' },
] as const;

/** Every call that has ended: waits, answers, who gave up. Never a number. */
export function CallLog() {
  const [days, setDays] = useState<'1' | '7' | '30'>('7');
  const log = useCall(readCallLog, { query: { days: Number(days) } }, { keep: true });
  return (
    <main className="screen call-log">
      <header className="screen-head">
        <h1>Call log</h1>
        <Link to="/calls/prompts">What callers hear</Link>
        <Choice legend="Of the last" options={spans} value={days} onChange={setDays} row hideLegend />
      </header>
      <PresenceStrip />
      <OwnPhone />
      <Loaded query={log}>
        {({ items, kinds }) =>
          items.length === 0 && kinds.length === 0 ? (
            <Empty title="No call in this time">Calls appear here when they have ended.</Empty>
          ) : (
            <>
              <Kinds kinds={kinds} />
              <Figures items={items.filter(({ outgoing }) => !outgoing)} />
              <Waits slots={histogram(items.filter(({ outgoing }) => !outgoing))} />
              <Rows items={items} />
            </>
          )
        }
      </Loaded>
    </main>
  );
}

/** Whether one's own telephone rings for callers. */
function OwnPhone() {
  const { data } = useCalls();
  const change = useAct(setPresence, { stale: ['/api/v1/calls'] });
  const me = data?.me;
  if (!me) return null;
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={me.byPhone}
        onChange={() => change.run({ body: { ...me, byPhone: !me.byPhone } })}
      />
      <span>My telephone rings for callers while I am on shift</span>
    </label>
  );
}

/** How many of each hard kind came, those by other telephones too. Nothing else of them is written down. */
function Kinds({ kinds }: { kinds: Answer<typeof readCallLog>['kinds'] }) {
  if (kinds.length === 0) return null;
  return <p>Hard calls: {kinds.map(({ kind, n }) => `${n} × ${kindWords[kind]}`).join(' · ')}</p>;
}

/** A telephone that only abuses goes to the message from now on; for those who may ban. */
function Ban({ call: { id, banned } }: { call: LoggedCall }) {
  const turn = useAct(banCaller, {
    stale: ['/api/v1/calls'],
    done: (to) =>
      to.banned
        ? 'From now on this telephone is asked for a message.'
        : 'This telephone rings the desk again.',
  });
  return (
    <VerbButton
      tone="quiet"
      busy={turn.busy}
      onClick={() => turn.run({ params: { id }, body: { banned: !banned } })}
    >
      {banned ? 'Lift the ban' : 'Ban the telephone'}
    </VerbButton>
  );
}

function Figures({ items }: { items: LoggedCall[] }) {
  const s = summary(items);
  const figures: [string, string][] = [
    ['calls', String(s.all)],
    ['answered', String(s.answered)],
    ['half answered within', s.half === null ? '–' : clockOf(s.half)],
    ['nine in ten within', s.most === null ? '–' : clockOf(s.most)],
    ['gave up waiting', String(s.abandoned)],
    ['left a message', String(s.messages)],
    ['gone before the queue', String(s.cutOff)],
  ];
  return (
    <dl className="call-figures">
      {figures.map(([word, figure]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

const rangeOf = ({ from, to }: Slot) => (to === null ? `${from} s and more` : `${from}–${to} s`);

/** How long people waited: those answered, and those who gave up. */
function Waits({ slots }: { slots: Slot[] }) {
  const rows = slots.map((slot) => {
    const counts = [slot.answered, slot.abandoned];
    return { key: String(slot.from), word: rangeOf(slot), cells: counts, parts: counts };
  });
  const heads = ['Waited', 'Answered', 'Gave up'];
  return <Bars title="Time until an answer, or until giving up" heads={heads} rows={rows} />;
}

function Rows({ items }: { items: LoggedCall[] }) {
  const mayBan = items.some(({ can }) => can.includes('ban'));
  return (
    <section aria-labelledby="calls">
      <h2 id="calls">Calls</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen */}
      <div className="table-scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Language</th>
              <th scope="col">Key</th>
              <th scope="col">Outcome</th>
              <th scope="col">Waited</th>
              <th scope="col">Spoke</th>
              <th scope="col">Who</th>
              {mayBan && (
                <th scope="col">
                  <span className="unseen">Ban</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((call) => (
              <tr key={call.id}>
                <td>
                  <Clock at={call.startedAt} />
                  {call.drill && ' drill'}
                </td>
                <td>{languageOf(call.language)}</td>
                <td>{call.outgoing ? 'called back' : choiceWords[call.choice ?? 'none']}</td>
                <td className={call.outcome === 'abandoned' ? 'needs' : undefined}>
                  {outcomeWords[call.outcome]}
                  {call.kind && ` · ${kindWords[call.kind]}`}
                  {call.banned && ' · banned'}
                </td>
                <td>{call.waited === null ? '–' : clockOf(call.waited)}</td>
                <td>{call.talked === null ? '–' : clockOf(call.talked)}</td>
                <td>{call.callSign ?? '–'}</td>
                {mayBan && <td>{call.can.includes('ban') && <Ban call={call} />}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
