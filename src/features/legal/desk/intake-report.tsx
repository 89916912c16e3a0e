import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Contact } from '../../../desk/kit/call-back.tsx';
import { Media, Player } from '../../../desk/kit/later-media.ts';
import { mediaName } from '../../../desk/kit/media-name.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName, plain } from '../../../desk/kit/words.ts';
import type { ReportDetail } from '../../hotline/contract.ts';

/** What was said, for the legal desk. */
export function IntakeReport({ report }: { report: ReportDetail }) {
  const sounds = report.media.filter(({ type }) => type.startsWith('audio/'));
  const pictures = report.media.filter(({ type }) => !type.startsWith('audio/'));
  return (
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
            <dd>
              <Contact report={report} contact={report.contact} />
            </dd>
          </>
        )}
        {Object.entries(report.answers).map(([id, answer]) => (
          <div key={id}>
            <dt>{plain(id)}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      {sounds.map((item, at) => (
        <Message key={item.id} item={item} name={`Message by telephone ${at + 1}`} />
      ))}
      {pictures.length > 0 && (
        <ul className="media">
          {pictures.map((item, at) => (
            <li key={item.id}>
              <Media item={item} name={mediaName(item.type, at)} from="the reporter" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What somebody said after the tone; that it is played is written down. */
function Message({ item, name }: { item: ReportDetail['media'][number]; name: string }) {
  const [asked, setAsked] = useState(false);
  const [tries, setTries] = useState(0);
  if (!asked)
    return (
      <p>
        {name} <VerbButton onClick={() => setAsked(true)}>Play it here</VerbButton>
      </p>
    );
  return <Player key={tries} item={item} name={name} onAgain={() => setTries(tries + 1)} />;
}
