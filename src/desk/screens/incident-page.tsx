import { Link, useParams } from '@tanstack/react-router';
import { CalloutPanel } from '../../features/callouts/desk/callout-panel.tsx';
import { ReplayButton } from '../../features/drills/desk/replay-button.tsx';
import { type IncidentDetail, readIncident } from '../../features/incidents/contract.ts';
import { saveExport } from '../../features/incidents/desk/export.ts';
import { Sources } from '../../features/incidents/desk/sources.tsx';
import { Timeline } from '../../features/incidents/desk/timeline.tsx';
import { Verification } from '../../features/incidents/desk/verification.tsx';
import { responses } from '../../features/incidents/desk/words.ts';
import { Clock } from '../kit/age.tsx';
import { Mark } from '../kit/mark.tsx';
import { useCall } from '../kit/query.ts';
import { hasRole, useSession } from '../kit/session.ts';
import { Loaded } from '../kit/states.tsx';
import { VerbButton } from '../kit/verb.tsx';

/** One incident whole: for the debrief, for print, for export. */
export function IncidentPage() {
  const { id } = useParams({ strict: false });
  const query = useCall(readIncident, { params: { id: id ?? '' } });
  return (
    <main className="screen page">
      <Loaded query={query} lines={8}>
        {(incident) => <Page incident={incident} />}
      </Loaded>
    </main>
  );
}

function Page({ incident }: { incident: IncidentDetail }) {
  const ended = incident.concludedAt !== null || incident.mergedInto !== null;
  const mayHold = hasRole(useSession(), 'legal', 'counsel', 'coordinator', 'admin');
  return (
    <>
      <header className="page-head">
        <p className="detail-kind">
          {incident.drill && <Mark tone="drill">DRILL</Mark>}
          Incident #{incident.number} · {incident.zone?.name ?? 'no zone'} · {responses[incident.response]}
        </p>
        <h1>{incident.label}</h1>
        <p className="soft">
          First seen <Clock at={incident.seenAt} />, opened <Clock at={incident.openedAt} />
          {incident.concludedAt && (
            <>
              , concluded <Clock at={incident.concludedAt} />: {incident.outcome?.replaceAll('-', ' ')}
            </>
          )}
        </p>
        <div className="verbs no-print">
          {!ended && (
            <Link to="/" search={{ incident: incident.id }} className="verb verb-main">
              Open on the board
            </Link>
          )}
          {incident.can.includes('export') && (
            <>
              <Link to="/incidents/$id/print" params={{ id: incident.id }} className="verb">
                Page for print
              </Link>
              <VerbButton onClick={() => void saveExport(incident.id, incident.number)}>
                Export as JSON
              </VerbButton>
            </>
          )}
          {mayHold && (
            <Link to="/holds" search={{ record: incident.id }} className="verb">
              Hold it…
            </Link>
          )}
          {incident.concludedAt !== null && <ReplayButton incidentId={incident.id} />}
        </div>
      </header>
      <h2 className="unseen">Record</h2>
      <div className="page-columns">
        <div>
          <Timeline id={incident.id} canNote={incident.can.includes('note')} />
        </div>
        <div>
          <Verification incident={incident} />
          <section>
            <h3>Sources</h3>
            <Sources incident={incident} />
          </section>
          <CalloutPanel incidentId={incident.id} />
        </div>
      </div>
    </>
  );
}
