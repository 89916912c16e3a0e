import { Clock } from '../../../desk/kit/age.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { languageName, plain } from '../../../desk/kit/words.ts';
import type { ReportDetail } from '../../hotline/contract.ts';

/** What was said, for the legal desk. */
export const IntakeReport = ({ report }: { report: ReportDetail }) => (
  <div className="report-body">
    <Quoted of={report} name="said" words={report.words} lang={report.language} />
    <dl className="facts">
      <dt>Where</dt>
      <dd>{report.place.text ?? 'not given'}</dd>
      <dt>Seen</dt>
      <dd>
        <Clock at={report.seenAt} />
      </dd>
      <dt>Language</dt>
      <dd>{languageName(report.language)}</dd>
      {report.contact && (
        <>
          <dt>Call back</dt>
          <dd>{report.contact}</dd>
        </>
      )}
      {Object.entries(report.answers).map(([id, answer]) => (
        <div key={id}>
          <dt>{plain(id)}</dt>
          <dd>{answer}</dd>
        </div>
      ))}
    </dl>
    {report.additionList.map(({ id, at, words }) => (
      <p key={id}>
        <Clock at={at} /> {words}
      </p>
    ))}
  </div>
);
