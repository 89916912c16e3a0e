import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { Empty } from '../../../desk/kit/states.tsx';
import type { IncidentDetail, Source } from '../contract.ts';
import { says } from './words.ts';

const kinds: Record<Source['kind'], string> = {
  report: 'Report',
  verifier: 'Verifier',
  observer: 'Observer',
  desk: 'Desk',
};

interface Props {
  incident: IncidentDetail;
  /** Chosen for a split; null when nothing is being chosen. */
  chosen?: readonly string[] | null;
  onChoose?: (ids: string[]) => void;
  /** Opens a report; without it they are only named. */
  onReport?: (id: string) => void;
}

/** What the incident rests on. Sources of one origin carry the same letter: they count once. */
export function Sources({ incident, chosen = null, onChoose, onReport }: Props) {
  if (incident.sourceList.length === 0)
    return <Empty title="No source yet">Link a report, or write down what somebody saw.</Empty>;
  return (
    <ul className="sources">
      {incident.sourceList.map((source) => (
        <li key={source.id}>
          {chosen && (
            <input
              type="checkbox"
              aria-label={`Take out ${nameOf(source)}`}
              checked={chosen.includes(source.id)}
              onChange={(event) =>
                onChoose?.(
                  event.currentTarget.checked
                    ? [...chosen, source.id]
                    : chosen.filter((id) => id !== source.id),
                )
              }
            />
          )}
          <span className="origin">
            <span className="unseen">origin </span>
            {letter(source.originGroup)}
          </span>
          <div>
            <p>
              {source.reportId && onReport ? (
                <button type="button" className="link" onClick={() => onReport(source.reportId!)}>
                  {nameOf(source)}
                </button>
              ) : (
                <strong>{nameOf(source)}</strong>
              )}{' '}
              {source.says === 'seen' && !source.firstHand ? 'tells of it' : says[source.says]} ·{' '}
              <Clock at={source.at} />
            </p>
            <p className="marks">
              <Mark tone={source.firstHand ? 'good' : 'plain'}>
                {source.firstHand ? '✓ first-hand' : '○ not known to be first-hand'}
              </Mark>
              {source.picture && <Mark tone="good">▣ picture</Mark>}
              {source.onScene && <Mark tone="good">✓ on scene</Mark>}
              {source.kind === 'verifier' && !source.trained && <Mark>no current certificate</Mark>}
              {source.movedFrom && <Mark>moved here</Mark>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

const nameOf = (source: Source) =>
  source.callSign ? `${kinds[source.kind]} ${source.callSign}` : kinds[source.kind];
const letter = (group: number) => String.fromCharCode(65 + ((((group - 1) % 26) + 26) % 26));
