import { newId } from '../../../platform/id.ts';
import {
  type ClosedAs,
  claimReport,
  closeReport,
  linkReport,
  listReports,
  openFromReport,
  type Report,
} from '../../hotline/contract.ts';
import { placeToOpen, wholeReport } from '../../hotline/rules.ts';
import type { Scene } from '../contract.ts';
import { type Case, desk, isClosedAlone } from './case.ts';
import type { Sent } from './residents.ts';
import { type Show, tryTo } from './show.ts';

const lookMinutes = 0.6;

/** The report comes up on the board, and the desk decides what it belongs to. */
export const triage = (show: Show, one: Case, sent: Sent) =>
  show.stage.in(lookMinutes, () =>
    tryTo(show, desk(show), async () => {
      const report = await show.stage.waitFor(() => findOnBoard(show, sent.scene));
      await show.note('expected.received', desk(show), { door: sent.scene.door }, report !== null);
      if (!report) return;
      await show.dispatcher.call(claimReport, { params: { id: report.id } });
      if (one.endedAt) await close(show, report, 'cannot_verify');
      else if (isClosedAlone(one.expected)) await closeAlone(show, one, report);
      else await place(show, one, report);
      one.handled++;
      await one.next();
    }),
  );

/** The newest drill report by that door with those words which nobody has taken yet. */
async function findOnBoard(show: Show, scene: Scene): Promise<Report | undefined> {
  const { items } = await show.dispatcher.call(listReports, {});
  const reports = items.map((sent) => wholeReport(sent));
  const fits = (r: Report) => r.drill && r.state === 'new' && r.door === doorOnBoard(scene.door);
  return reports.findLast((r) => fits(r) && r.words?.includes(scene.what));
}

const doorOnBoard = (door: Scene['door']): Scene['door'] =>
  door === 'sms' || door === 'whatsapp' || door === 'signal' || door === 'email'
    ? 'wall'
    : door === 'voice'
      ? 'desk'
      : door;

async function closeAlone(show: Show, one: Case, report: Report): Promise<void> {
  await close(show, report, one.expected.outcome.replaceAll('-', '_') as ClosedAs);
  one.isQuiet = true;
}

async function close(show: Show, { id }: Pick<Report, 'id'>, as: ClosedAs): Promise<void> {
  const { state } = await show.dispatcher.call(closeReport, { params: { id }, body: { as } });
  await show.note('expected.closed', desk(show), { as }, state === 'closed');
}

/** A new incident for the first report, a link for those that follow. */
async function place(show: Show, one: Case, report: Report): Promise<void> {
  const params = { id: report.id };
  if (!one.incidentId) {
    const opened = await show.dispatcher.call(openFromReport, {
      params,
      body: { id: newId(), ...placeToOpen(report) },
    });
    one.incidentId = opened.incidentId;
    return show.note('opened', desk(show), { crossing: report.place.text ?? '' });
  }
  const incidentId = one.incidentId;
  const match = report.serverMatches.find((m) => m.incidentId === incidentId);
  const linked = await show.dispatcher.call(linkReport, { params, body: { incidentId } });
  const score = Math.round((match?.score ?? 0) * 100);
  await show.note('expected.merged', desk(show), { score }, linked.incidentId === incidentId);
}
