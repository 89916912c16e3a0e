import type { Opened } from '../../../platform/http/sealed.ts';
import type { Point } from '../../places/contract.ts';
import type { AdditionWords, RedFlag, SentReport, SentReportDetail } from '../contract.ts';

interface Read {
  /** Null where it cannot be opened here. */
  words: string | null;
  place: SentReport['place'] & { text: string | null; point: Point | null };
  answers: Record<string, string>;
  additions: number;
  additionList: ({
    id: string;
    at: string;
    callSign: string | null;
    throttled: boolean;
    movedIn: boolean;
  } & AdditionWords)[];
  redFlags: RedFlag[];
}
type Kept = 'said' | 'point' | 'place' | 'added';

/** A report, opened, as screens show it. */
export type Report = Omit<Opened<SentReport>, Kept> & Read;
export type ReportDetail = Omit<Opened<SentReportDetail>, Kept> & Read;
