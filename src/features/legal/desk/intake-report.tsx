import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Contact } from '../../../desk/kit/call-back.tsx';
import { useOpenedMedia } from '../../../desk/kit/opened-media.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
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
    {report.media
      .filter(({ type }) => type.startsWith('audio/'))
      .map((item, at) => (
        <Message key={item.id} item={item} name={`Message by telephone ${at + 1}`} />
      ))}
    {report.additionList.map(({ id, at, words }) => (
      <p key={id}>
        <Clock at={at} /> {words}
      </p>
    ))}
  </div>
);

/** What somebody said after the tone; that it is played is written down. */
function Message({ item, name }: { item: ReportDetail['media'][number]; name: string }) {
  const [asked, setAsked] = useState(false);
  const src = useOpenedMedia(item, 'original', asked);
  if (!asked)
    return (
      <p>
        {name} <VerbButton onClick={() => setAsked(true)}>Play it here</VerbButton>
      </p>
    );
  if (src === null) return <p className="soft">Opening it…</p>;
  if (src === 'failed') return <p className="soft">{name} could not be fetched, or was altered.</p>;
  // biome-ignore lint/a11y/useMediaCaption: a caller's recording has none
  return <audio src={src} controls autoPlay aria-label={name} />;
}
