import type { Opened } from '../../../platform/http/sealed.ts';
import type { Report, ReportDetail, SentReport, SentReportDetail } from '../contract.ts';
import { redFlags } from './flags.ts';

type Sent = Opened<SentReport>;

/** What screens show of a report whose boxes were opened: words, place in words, answers, red flags. */
export function wholeReport(sent: Opened<SentReportDetail>): ReportDetail;
export function wholeReport(sent: Sent): Report;
export function wholeReport({ said, point, place, added, ...rest }: Sent): Report {
  const answers = [said?.answers ?? {}, ...added.map((a) => a.said?.answers ?? {})];
  const where = said?.where ?? answers.findLast((a) => a.where)?.where ?? null;
  return {
    ...rest,
    words: said?.what ?? null,
    place: { ...place, text: where, point },
    answers: answers[0]!,
    additions: added.length,
    additionList: added.map(({ said: words, ...addition }) => ({
      ...addition,
      words: words?.words ?? null,
      answers: words?.answers ?? {},
    })),
    redFlags: said
      ? redFlags({
          what: said.what,
          where,
          hasPoint: place.cell !== null,
          tense: rest.tense,
          seenAt: new Date(rest.seenAt),
          receivedAt: new Date(rest.receivedAt),
          firstHand: rest.firstHand,
          stillThere: answers.map((a) => a['still-going-on']).filter((a) => a !== undefined),
          firstHandSaid: answers
            .map((a) => a['first-hand'])
            .filter((a) => a !== undefined)
            .map((a) => a === 'saw'),
          recycledPicture: rest.recycled,
        })
      : [],
  };
}

const longestLabel = 200;

/** Where an incident is that is opened from a report: read by the desk, because the server cannot. */
export const placeToOpen = ({ place }: Pick<Report, 'place'>) => ({
  label: place.text?.slice(0, longestLabel),
  point: place.point ?? undefined,
});
