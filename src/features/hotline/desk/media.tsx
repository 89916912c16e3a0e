import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { ReportDetail } from '../contract.ts';
import { notShown as why } from './words.ts';

type Item = ReportDetail['media'][number];

/** A picture as it was drawn anew, or in words why there is none; the original only when somebody asks for it. */
export function Media({ id, type, notShown, name }: Item & { name: string }) {
  const [open, setOpen] = useState<'asked' | 'playing' | null>(null);
  const isVideo = type.startsWith('video/');
  const copy = `/api/v1/media/${id}/copy?face=desk`;
  const original = `/api/v1/media/${id}?face=desk`;
  return (
    <figure>
      {notShown === null && (
        <a href={copy} target="_blank" rel="noreferrer">
          <img src={copy} alt={`${name} from the reporter`} loading="lazy" />
        </a>
      )}
      {open === 'playing' && (
        // biome-ignore lint/a11y/useMediaCaption: a resident's recording has none
        <video src={original} controls autoPlay aria-label={name} />
      )}
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
            {isVideo && (
              <VerbButton tone="main" onClick={() => setOpen('playing')}>
                Play it here
              </VerbButton>
            )}
            <a className="verb" href={original} download onClick={() => setOpen(null)}>
              Save it
            </a>
          </div>
        </Dialog>
      )}
    </figure>
  );
}
