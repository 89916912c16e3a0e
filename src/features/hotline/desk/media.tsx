import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { notify } from '../../../desk/kit/notices.ts';
import { openMedia, useOpenedMedia } from '../../../desk/kit/opened-media.ts';
import { saveAs } from '../../../desk/kit/save.ts';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { fileNameOf } from '../../evidence/rules.ts';
import type { ReportDetail } from '../contract.ts';
import { notShown as why } from './words.ts';

type Item = ReportDetail['media'][number];

/** A picture as it was drawn anew, or in words why there is none; the original only when somebody asks for it. */
export function Media({ item, name }: { item: Item; name: string }) {
  const { id, type, notShown, key } = item;
  const [open, setOpen] = useState<'asked' | 'playing' | null>(null);
  const plays = /^(video|audio)\//.test(type);
  const copy = useOpenedMedia(item, 'copy', notShown === null && key !== null);
  const original = useOpenedMedia(item, 'original', open === 'playing');
  if (!key)
    return (
      <p className="soft">
        {name}. {unopenedWords(item, 'key')}
      </p>
    );
  const save = () => {
    setOpen(null);
    openMedia(item, 'original').then(
      (bytes) => saveAs(bytes, fileNameOf(id, type)),
      () => notify({ text: `${name} could not be fetched, or was altered.` }),
    );
  };
  return (
    <figure>
      {notShown === null && <Copy src={copy} name={name} />}
      {open === 'playing' && <Played src={original} name={name} sound={type.startsWith('audio/')} />}
      <figcaption>
        <span>
          {name}
          {notShown && <span className="soft"> {why[notShown]}</span>}
        </span>
        <VerbButton tone="quiet" label={`Original of ${name}`} onClick={() => setOpen('asked')}>
          Original…
        </VerbButton>
      </figcaption>
      {open === 'asked' && (
        <Dialog title={`Original of ${name}`} onClose={() => setOpen(null)}>
          <p>
            The original is as it was sent: it may say where, when and with which device it was taken, and it
            was not checked for what else is in it. That you open it is written down.
          </p>
          <div className="verbs">
            {plays && (
              <VerbButton tone="main" onClick={() => setOpen('playing')}>
                Play it here
              </VerbButton>
            )}
            <VerbButton onClick={save}>Save it</VerbButton>
          </div>
        </Dialog>
      )}
    </figure>
  );
}

const Waits = ({ src, name }: { src: 'failed' | null; name: string }) => (
  <p className="soft">
    {src === 'failed' ? `${name} could not be fetched, or was altered.` : `Opening ${name.toLowerCase()}…`}
  </p>
);

function Copy({ src, name }: { src: string | 'failed' | null; name: string }) {
  if (src === 'failed' || src === null) return <Waits src={src} name={name} />;
  return (
    <a href={src} target="_blank" rel="noreferrer">
      <img src={src} alt={`${name} from the reporter`} />
    </a>
  );
}

function Played({ src, name, sound }: { src: string | 'failed' | null; name: string; sound: boolean }) {
  if (src === 'failed' || src === null) return <Waits src={src} name={name} />;
  // biome-ignore lint/a11y/useMediaCaption: a caller's recording has none
  if (sound) return <audio src={src} controls autoPlay aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: a resident's recording has none
  return <video src={src} controls autoPlay aria-label={name} />;
}
