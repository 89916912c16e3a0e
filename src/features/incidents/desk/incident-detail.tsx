import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type IncidentDetail as Detail, type Incident, readIncident } from '../contract.ts';
import type { Asking } from './incident-dialogs.tsx';
import { Dialogs } from './later-dialogs.ts';
import { Sources } from './sources.tsx';
import { Timeline } from './timeline.tsx';
import { Undoable } from './undoable.tsx';
import { useIncidentActs } from './use-incident-acts.ts';
import { Verification } from './verification.tsx';
import { missing, responses } from './words.ts';

export interface Twin {
  incident: Incident;
  reason: string;
}

interface Props {
  id: string;
  /** Which other open incidents it may really be, the likeliest first. */
  twins: (detail: Detail) => Twin[];
  others: readonly Incident[];
  onMoved: (to?: { incident: string }) => void;
  onReport: (id: string) => void;
  /** Parts that other features show here. */
  actions: (detail: Detail) => ReactNode;
  people: (detail: Detail) => ReactNode;
  map: (detail: Detail) => ReactNode;
}

/** An incident opened beside the lanes, with everything one can do with it. */
export function IncidentDetail(props: Props) {
  const query = useCall(readIncident, { params: { id: props.id } });
  return <Loaded query={query}>{(detail) => <Opened key={detail.id} detail={detail} {...props} />}</Loaded>;
}

function Opened({ detail, ...props }: Props & { detail: Detail }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const acts = useIncidentActs(detail.id, props.onMoved);
  const session = useSession();
  const can = (verb: string) => detail.can.includes(verb);
  const twin = props.twins(detail)[0];
  const ended = detail.concludedAt !== null || detail.mergedInto !== null;
  const undecided = detail.verification === 'unverified' || detail.verification === 'checking';
  const wants = detail.confirmable.missing.map((want) => missing[want]).join('; ');

  const verbs: Offer[] = [
    {
      key: 'c',
      word: 'Confirm',
      shown: can('verify') && undecided,
      tone: 'good',
      why: detail.confirmable.offered ? undefined : `Still wants ${wants}`,
      run: () => detail.confirmable.offered && void acts.verify('confirmed'),
    },
    {
      key: 'n',
      word: 'Nothing there',
      shown: can('verify') && undecided,
      run: () => void acts.verify('nothing_there'),
    },
    { key: 'f', word: 'Other finding…', shown: can('verify') && undecided, run: () => setAsking('finding') },
    {
      key: 'b',
      word: 'Begin to check',
      shown: can('check') && detail.verification === 'unverified',
      run: acts.check,
    },
    { word: 'Check again', shown: can('check') && !undecided, run: acts.check },
    { word: 'Lead it', shown: can('lead') && detail.ledBy === null, run: acts.lead },
    // Below the line: what is done rarely.
    {
      rare: true,
      word: 'Lead it myself',
      shown: can('lead') && detail.ledBy !== null && detail.ledBy.personId !== session.personId,
      run: acts.lead,
    },
    { key: 'e', rare: true, word: 'Conclude…', shown: can('conclude'), run: () => setAsking('conclude') },
    {
      key: 'm',
      rare: true,
      word: twin ? `Merge into #${twin.incident.number}…` : 'Merge…',
      shown: can('merge') && props.others.length > 0,
      run: () => setAsking('merge'),
    },
    {
      key: 'p',
      rare: true,
      word: 'Split…',
      shown: can('split') && chosen === null,
      run: () => setChosen([]),
    },
    { rare: true, word: 'Add what you saw…', shown: can('source'), run: () => setAsking('source') },
  ];
  const offered = verbs.filter(({ shown }) => shown);
  useVerbs('This incident', offered);

  return (
    <article className="detail" aria-label={`Incident ${detail.number}`}>
      <Header detail={detail} ended={ended} />
      <div className="verb-rows">
        <Row offers={offered.filter(({ rare }) => !rare)} busy={acts.busy} />
        <div className="verbs">{props.actions(detail)}</div>
        <Row offers={offered.filter(({ rare }) => rare)} busy={acts.busy} />
      </div>
      {twin && !ended && (
        <p className="suggestion">
          Perhaps the same as <strong>#{twin.incident.number}</strong> {twin.incident.label}
          <small>{twin.reason}</small>
        </p>
      )}
      <Verification incident={detail} />
      {props.people(detail)}
      <section>
        <h3>Sources</h3>
        <Sources incident={detail} chosen={chosen} onChoose={setChosen} onReport={props.onReport} />
        {chosen && (
          <div className="verbs">
            <VerbButton
              tone="main"
              disabled={chosen.length === 0 || chosen.length === detail.sourceList.length}
              why="Choose some, but not all"
              onClick={() => {
                setChosen(null);
                void acts.split(chosen);
              }}
            >
              Make a new incident of {chosen.length}
            </VerbButton>
            <VerbButton tone="quiet" onClick={() => setChosen(null)}>
              Leave it
            </VerbButton>
          </div>
        )}
      </section>
      {props.map(detail)}
      <Timeline id={detail.id} canNote={can('note')} latest={8} />
      <Undoable changes={detail.undoable} can={can('undo')} onUndo={acts.takeBack} />
      {asking && (
        <Dialogs
          asking={asking}
          detail={detail}
          twins={props.twins(detail)}
          others={props.others}
          acts={acts}
          onClose={() => setAsking(null)}
        />
      )}
    </article>
  );
}

interface Offer extends Verb {
  shown: boolean;
  tone?: 'good';
  why?: string;
  rare?: boolean;
}

const Row = ({ offers, busy }: { offers: readonly Offer[]; busy: boolean }) => (
  <div className="verbs">
    {offers.map(({ key, word, run, tone, why, rare }) => (
      <VerbButton
        key={word}
        keyHint={key}
        tone={rare ? 'quiet' : tone}
        onClick={run}
        disabled={Boolean(why)}
        why={why}
        busy={busy}
      >
        {word}
      </VerbButton>
    ))}
  </div>
);

function Header({ detail, ended }: { detail: Detail; ended: boolean }) {
  return (
    <header className="detail-head">
      <p className="detail-kind">
        {detail.drill && <Mark tone="drill">DRILL</Mark>}
        Incident #{detail.number} · {detail.zone?.name ?? 'no zone'} · {responses[detail.response]}
      </p>
      <h2>{detail.label}</h2>
      <p className="soft">
        First seen <Clock at={detail.seenAt} />
        {detail.accuracyM !== null && <> · place ± {detail.accuracyM} m</>}
        {!ended && (
          <>
            {' · '}
            {detail.ledBy ? (
              `led by ${detail.ledBy.callSign}`
            ) : (
              <span className="needs">▲ nobody leads it</span>
            )}
          </>
        )}
        {' · '}
        <Link to="/incidents/$id" params={{ id: detail.id }}>
          Whole page, export, print
        </Link>
      </p>
      {ended && (
        <p className="state-line">
          {detail.mergedInto ? (
            <>
              Merged into{' '}
              <Link to="/" search={{ incident: detail.mergedInto }}>
                another incident
              </Link>
            </>
          ) : (
            <>
              Concluded: {detail.outcome?.replaceAll('-', ' ')}, <Clock at={detail.concludedAt!} />
            </>
          )}
        </p>
      )}
    </header>
  );
}
