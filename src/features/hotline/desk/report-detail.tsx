import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Age, Clock } from '../../../desk/kit/age.tsx';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { DOORS, languageName } from '../../../desk/kit/words.ts';
import type { Incident } from '../../incidents/contract.ts';
import { type Match, type ReportDetail as Report, readReport } from '../contract.ts';
import { wholeReport } from '../rules.ts';
import { ReportBody } from './report-body.tsx';
import { AskBack, CloseReport, PickIncident } from './report-dialogs.tsx';
import { useReportActs } from './use-report-acts.ts';
import { likely, percent, placeOf, reasonOf } from './words.ts';

interface Props {
  id: string;
  incidents: readonly Incident[];
  matches: readonly Match[];
  onMoved: (to?: { incident: string }) => void;
  onIncident: (id: string) => void;
  /** What was said with its reporter: a panel of another feature. */
  thread: (report: Report) => ReactNode;
}

/** A report opened beside the lanes, with everything one can do with it. */
export function ReportDetail(props: Props) {
  const query = useCall(readReport, { params: { id: props.id } });
  return (
    <Loaded query={query}>{(sent) => <Opened key={sent.id} report={wholeReport(sent)} {...props} />}</Loaded>
  );
}

function Opened({ report, incidents, matches, onMoved, onIncident, thread }: Props & { report: Report }) {
  const session = useSession();
  const { personId } = session;
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'close' | 'pick' | 'ask' | null>(null);
  const acts = useReportActs(report, onMoved);
  const can = (verb: string) => report.can.includes(verb);
  const match = matches[0] && matches[0].score >= likely ? matches[0] : undefined;
  const matched = incidents.find(({ id }) => id === match?.incidentId);
  const linked = incidents.find(({ id }) => id === report.incidentId);
  const mine = report.claimedBy?.personId === personId;
  const settled = report.state === 'linked' || report.state === 'closed';

  // What another person works on is theirs until it is released.
  const taken =
    report.claimedBy && !mine && report.state !== 'new' && !settled ? report.claimedBy.callSign : null;
  const why = taken ? `${taken} is on it; release it first` : undefined;

  const verbs: (Verb & { shown: boolean; tone?: 'main' | 'quiet'; why?: string })[] = [
    {
      key: 'm',
      word: matched ? `Merge with #${matched.number}` : 'Merge',
      shown: can('link') && !settled && Boolean(matched),
      tone: 'main',
      why,
      run: () => matched && !taken && void acts.link(matched),
    },
    {
      key: 'o',
      word: 'Open a new incident',
      shown: can('open') && !settled,
      tone: matched ? undefined : 'main',
      why,
      run: () => !taken && void acts.open(),
    },
    {
      key: 't',
      word: mine ? 'Give back' : taken ? `Release it from ${taken}` : 'Take it',
      shown: !settled && (mine || taken ? can('release') : can('claim')),
      run: mine || taken ? acts.release : acts.claim,
    },
    {
      key: 'i',
      word: 'Link to another…',
      shown: can('link') && !settled && !taken,
      run: () => setAsking('pick'),
    },
    {
      key: 'x',
      word: 'Close…',
      shown: can('close') && report.state !== 'closed' && !taken,
      run: () => setAsking('close'),
    },
    {
      key: 'q',
      word: 'Ask back…',
      shown: can('ask') && report.canBeAsked && !taken,
      run: () => setAsking('ask'),
    },
    {
      word: 'Take out of the incident',
      shown: can('unlink') && report.state === 'linked',
      run: () => void acts.unlink(linked),
    },
    { word: 'Open it again', shown: can('reopen') && report.state === 'closed', run: acts.reopen },
    {
      word: 'Hold it…',
      shown: hasRole(session, 'legal', 'counsel', 'coordinator', 'admin'),
      tone: 'quiet',
      run: () => void navigate({ to: '/holds', search: { record: report.id } }),
    },
    { word: 'Queue this sender apart', shown: can('ban'), run: () => void acts.ban(), tone: 'quiet' },
  ];
  const offered = verbs.filter(({ shown }) => shown);
  useVerbs('This report', offered);

  return (
    <article className="detail" aria-label="Report">
      <header className="detail-head">
        <p className="detail-kind">
          {report.drill && <Mark tone="drill">DRILL</Mark>}
          Report · {DOORS[report.door]} · {languageName(report.language)} ·{' '}
          {report.tense === 'now' ? 'happening now' : 'happened before'}
        </p>
        <h2>{placeOf(report)}</h2>
        <p className="soft">
          Received <Clock at={report.receivedAt} /> (<Age at={report.receivedAt} />)
          {report.seenAt !== report.receivedAt && (
            <>
              , seen <Clock at={report.seenAt} />
            </>
          )}
        </p>
        <State report={report} mine={mine} incident={linked} onIncident={onIncident} />
      </header>

      <div className="verbs">
        {offered.map(({ key, word, run, tone, why: reason }) => (
          <VerbButton
            key={word}
            keyHint={key}
            tone={tone}
            onClick={run}
            busy={acts.busy}
            disabled={Boolean(reason)}
            why={reason}
          >
            {word}
          </VerbButton>
        ))}
      </div>

      {!settled && match && matched && (
        <p className="suggestion">
          <strong>{percent(match.score)}</strong> the same as{' '}
          <button type="button" className="link" onClick={() => onIncident(matched.id)}>
            #{matched.number} {matched.label}
          </button>
          <small>{reasonOf(match)}</small>
        </p>
      )}

      <ReportBody report={report} />

      {thread(report)}

      {asking === 'close' && <CloseReport onClose={() => setAsking(null)} onPick={acts.close} />}
      {asking === 'ask' && <AskBack onClose={() => setAsking(null)} onPick={acts.ask} />}
      {asking === 'pick' && (
        <PickIncident
          title="Which incident is it?"
          incidents={incidents}
          matches={matches}
          onClose={() => setAsking(null)}
          onPick={(incident) => void acts.link(incident)}
        />
      )}
    </article>
  );
}

function State({
  report,
  mine,
  incident,
  onIncident,
}: {
  report: Report;
  mine: boolean;
  incident: Incident | undefined;
  onIncident: (id: string) => void;
}) {
  const { claimedBy, state } = report;
  if (state === 'linked')
    return (
      <p className="state-line">
        Linked to{' '}
        {report.incidentId && (
          <button type="button" className="link" onClick={() => onIncident(report.incidentId!)}>
            {incident ? `#${incident.number} ${incident.label}` : 'an incident'}
          </button>
        )}
      </p>
    );
  if (state === 'closed')
    return (
      <p className="state-line">
        Closed{report.closedAs && ` as ${report.closedAs.replaceAll('_', ' ')}`}
        {report.closedAt && (
          <>
            , <Clock at={report.closedAt} />
          </>
        )}
      </p>
    );
  return (
    <>
      {claimedBy ? (
        <p className="state-line">
          {mine ? 'You are' : `${claimedBy.callSign} is`} on it since <Clock at={claimedBy.at} />
        </p>
      ) : (
        <p className="state-line needs">▲ Nobody is on it yet</p>
      )}
      {report.leftUntil && (
        <p className="state-line needs">
          ■ Nothing has happened to it for long. If nobody closes it or takes it up, it counts as settled from{' '}
          <Clock at={report.leftUntil} />, and is deleted when its days are over.
        </p>
      )}
    </>
  );
}
