import { Flag } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Quoted, unopenedWords } from '../../../desk/kit/unopened.tsx';
import { plain } from '../../../desk/kit/words.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import type { ReportDetail } from '../contract.ts';
import { Media } from './media.tsx';
import { flags } from './words.ts';

/** What was said: the words, the answers by question, what was added later, the pictures. */
export function ReportBody({ report }: { report: ReportDetail }) {
  const { ask, say } = useQuestions();
  const { place } = report;
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
            <dd>{report.contact}</dd>
          </>
        )}
      </dl>
      {report.additionList.length > 0 && (
        <section>
          <h3>Added later</h3>
          <ol className="additions">
            {report.additionList.map((addition) => (
              <li key={addition.id}>
                <Clock at={addition.at} />
                <div>
                  {unopenedWords(addition, 'said') && (
                    <p className="soft">{unopenedWords(addition, 'said')}</p>
                  )}
                  {addition.words && <p lang={report.language}>{addition.words}</p>}
                  {Object.entries(addition.answers).map(([id, answer]) => (
                    <p key={id}>
                      <span className="soft">{ask(id)}</span> {say(id, answer)}
                    </p>
                  ))}
                  {addition.throttled && <small>came in a flood </small>}
                  {addition.callSign && <small>written down by {addition.callSign}</small>}
                </div>
              </li>
            ))}
          </ol>
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
                <Media item={item} name={`${mediaWord(item.type)} ${at + 1}`} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const mediaWord = (type: string) =>
  type.startsWith('video/') ? 'Video' : type.startsWith('audio/') ? 'Recording' : 'Picture';

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
