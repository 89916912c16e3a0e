import { call } from '../../../desk/kit/api.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { saveAs } from '../../../desk/kit/save.ts';
import { exportIncident, type IncidentExport } from '../contract.ts';

/** Fetches the record of an incident, opened here, and saves it as the published schema says. */
export async function saveExport(id: string, number: number): Promise<void> {
  try {
    const { timeline, ...record } = await call(exportIncident, { params: { id } });
    const saved: IncidentExport = { ...record, timeline: timeline.map(asPublished) };
    const text = JSON.stringify(saved, null, 2);
    saveAs(new Blob([text], { type: 'application/json' }), `incident-${number}.json`);
  } catch (error) {
    sayProblem(error);
  }
}

type Line = IncidentExport['timeline'][number];

const asPublished = ({ id, at, notedAt, kind, actorKind, callSign, subject, data, words }: Line): Line => ({
  ...{ id, at, notedAt, kind, actorKind, callSign, subject, data, words },
});
