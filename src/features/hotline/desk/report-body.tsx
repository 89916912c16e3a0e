import { Flag } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Contact } from '../../../desk/kit/call-back.tsx';
import { Media } from '../../../desk/kit/later-media.ts';
import { mediaName } from '../../../desk/kit/media-name.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { plain } from '../../../desk/kit/words.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import type { ReportDetail } from '../contract.ts';
import { flags } from './words.ts';

/** What was said first and answered since, by question, and the pictures; what was said in all is in the thread. */
export function ReportBody({ report }: { report: ReportDetail }) {
  const { ask, say } = useQuestions();
  const { place } = report;
  const movedIn = report.additionList.filter((addition) => addition.movedIn);
  const later = report.additionList.flatMap((addition) =>
    Object.entries(addition.answers).map(([id, answer]) => ({ key: `${addition.id} ${id}`, id, answer })),
  );
  return (
    <div className="report-body">
      <Quoted of={report} name="said" words={report.words} lang={report.language} />
      {report.redFlags.length > 0 && (
        <p className="flags">
          <Flag size={14} aria-hidden="true" /> <strong>Look twice:</strong>{' '}
          {report.redFlags.map((flag) => flags[flag]).join(', ')}
        </p>
      )}
      <dl className="facts">
        <dt>Where</dt>
        <dd>
          {place.text ?? 'not given'}
          {place.point && <small> ± {place.accuracyM ?? 100} m</small>}
        </dd>
        <dt>First-hand</dt>
        <dd>{report.firstHand === null ? 'not asked yet' : report.firstHand ? 'yes' : 'no, heard of it'}</dd>
        {Object.entries(report.answers).map(([id, answer]) => (
          <Answer key={id} ask={ask(id)} answer={say(id, answer)} />
        ))}
        {report.contact && (
          <>
            <dt>Call back</dt>
            <dd>
              <Contact report={report} contact={report.contact} />
            </dd>
          </>
        )}
      </dl>
      {later.length > 0 && (
        <section>
          <h3>Answered later</h3>
          <dl className="facts">
            {later.map(({ key, id, answer }) => (
              <Answer key={key} ask={ask(id)} answer={say(id, answer)} />
            ))}
          </dl>
        </section>
      )}
      {movedIn.length > 0 && (
        <section>
          <h3>Moved here from another report</h3>
          <ul className="additions">
            {movedIn.map(({ id, at, words }) => (
              <li key={id}>
                <Clock at={at} />
                <p lang={report.language}>{words ?? 'Cannot be opened here.'}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {report.media.length > 0 && (
        <section>
          <h3>
            {report.media.every(({ type }) => type.startsWith('audio/')) ? 'Message' : 'Pictures and video'}
          </h3>
          <ul className="media">
            {report.media.map((item, at) => (
              <li key={item.id}>
                <Media
                  item={item}
                  name={mediaName(item.type, at, report.door === 'voice' ? 'Recording' : undefined)}
                  from="the reporter"
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const Answer = ({ ask, answer }: { ask: string; answer: string }) => (
  <>
    <dt>{ask}</dt>
    <dd>{answer}</dd>
  </>
);

/** The playbook's words for a question and for the option chosen. */
function useQuestions() {
  const { data } = useCall(readCurrentPlaybook, {});
  const find = (id: string) => data?.playbook.questions.find((question) => question.id === id);
  return {
    ask: (id: string) => find(id)?.ask.en ?? plain(id),
    say: (id: string, answer: string) =>
      find(id)?.options?.find((option) => option.id === answer)?.label.en ?? answer,
  };
}
