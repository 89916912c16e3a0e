import { Flag } from 'lucide-react';
import type { ReactNode } from 'react';
import { Age } from '../../../desk/kit/age.tsx';
import { Card } from '../../../desk/kit/card.tsx';
import { KeyHint } from '../../../desk/kit/keys.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useSession } from '../../../desk/kit/session.ts';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { DOORS, languageName } from '../../../desk/kit/words.ts';
import type { Match, Report } from '../contract.ts';
import { flags, percent, reasonOf } from './words.ts';

/** Minutes after which a new report has waited, and has waited too long. */
const patience = [2, 5] as const;

interface Props {
  report: Report;
  match: { match: Match; number: number } | null;
  selected: boolean;
  gone: boolean;
  onOpen: () => void;
  /** Whether they wait for an answer: a mark of another feature. */
  children?: ReactNode;
}

/** One report in a lane: age, words, place, door, language, first-hand, picture, match. */
export function ReportCard({ report, match, selected, gone, onOpen, children }: Props) {
  const { personId } = useSession();
  const { claimedBy } = report;
  return (
    <Card
      id={report.id}
      selected={selected}
      gone={gone}
      waiting={report.state === 'new' && !gone}
      title={report.words ?? unopenedWords(report, 'said') ?? ''}
      quote
      onOpen={onOpen}
      head={
        <>
          {report.drill && <Mark tone="drill">DRILL</Mark>}
          {report.tense === 'now' ? (
            <Mark tone={report.state === 'new' ? 'needs' : 'plain'}>▲ live</Mark>
          ) : (
            <Mark>before</Mark>
          )}
          <Age at={report.receivedAt} limits={report.state === 'new' ? patience : undefined} />
          {report.queue === 'throttled' && <Mark>queued apart</Mark>}
          {claimedBy && (
            <Mark tone="who" label={`taken by ${claimedBy.callSign}`}>
              {claimedBy.personId === personId ? 'you' : claimedBy.callSign}
            </Mark>
          )}
        </>
      }
    >
      <p className="card-place">{report.place.text ?? 'No place given'}</p>
      <p className="card-facts">
        {report.place.zone && <span>{report.place.zone.name}</span>}
        <span>{DOORS[report.door]}</span>
        <span>{languageName(report.language)}</span>
        {report.firstHand !== null && <span>{report.firstHand ? 'first-hand' : 'heard'}</span>}
        {report.picture && <span>▣ picture</span>}
        {report.additions > 0 && <span>+{report.additions} added</span>}
        {report.state === 'needs_information' && <span>asked back</span>}
        {report.leftUntil && <span>■ left: goes unless somebody takes it up</span>}
      </p>
      {report.redFlags.length > 0 && (
        <p className="card-flags">
          <Flag size={13} aria-label="Look twice:" /> {report.redFlags.map((flag) => flags[flag]).join(', ')}
        </p>
      )}
      {children}
      {match && (
        <p className="card-match">
          <span>
            match <strong>{percent(match.match.score)}</strong> #{match.number}
          </span>
          <small>{reasonOf(match.match)}</small>
          {selected && <KeyHint of="m" />}
        </p>
      )}
    </Card>
  );
}
