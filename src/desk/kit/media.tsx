import { useState } from 'react';
import { aboutMedia, type NotShown, type Media as Sent } from '../../features/evidence/contract.ts';
import { fileNameOf } from '../../features/evidence/rules.ts';
import type { Opened } from '../../platform/http/sealed.ts';
import { Dialog } from './dialog.tsx';
import { mediaName } from './media-name.ts';
import { notify } from './notices.ts';
import { type NotOpened, type OpenedMedia, openMedia, useOpenedMedia, whyNotOpened } from './opened-media.ts';
import { useCall } from './query.ts';
import { saveAs } from './save.ts';
import { Loaded } from './states.tsx';
import { unopenedWords } from './unopened.tsx';
import { VerbButton } from './verb.tsx';

export type MediaItem = Opened<Pick<Sent, 'id' | 'type' | 'sha256' | 'notShown' | 'key'>>;

const why: Record<NotShown, string> = {
  video: 'plays only as it was sent: where, when and with what it was taken may still be in it.',
  audio: 'not transcribed; it plays only as it was spoken.',
  format:
    'is of a kind that we cannot draw, as HEIC is. Only the original is here, with where and when it was taken.',
  bounds: 'has more pixels than we draw. Only the original is here.',
  broken: 'is damaged or cut off. Only the original is here.',
  busy: 'could not be drawn when it came. Only the original is here.',
};

const failures: Record<NotOpened, { what: string; next: string }> = {
  away: { what: 'could not be fetched.', next: 'It is kept. Check the connection and try again.' },
  altered: {
    what: 'is not what was sent: it was altered, moved or cut after it came.',
    next: 'Nothing of it is shown. Do not rely on it, and tell an admin.',
  },
};

/** A picture as it was drawn anew, or in words why there is none; the original only when somebody asks for it. */
export function Media({ item, name, from }: { item: MediaItem; name: string; from: string }) {
  const { id, type, notShown, key, sha256 } = item;
  const [open, setOpen] = useState<'asked' | 'playing' | null>(null);
  const [tries, setTries] = useState(0);
  const plays = /^(video|audio)\//.test(type);
  if (!key)
    return (
      <p className="soft">
        {name}. {unopenedWords(item, 'key')}
      </p>
    );
  const save = () => {
    setOpen(null);
    openMedia(item, 'original').then(
      (bytes) => {
        saveAs(bytes, fileNameOf(id, bytes.type));
        notify({
          text: `${name} is saved as it was sent, to the bit.`,
          more: `Its SHA-256 was checked: ${sha256.slice(0, 16)}…`,
        });
      },
      (error) => {
        const { what, next } = failures[whyNotOpened(error)];
        notify({ tone: 'trouble', text: `${name} ${what}`, more: next });
      },
    );
  };
  const again = () => setTries(tries + 1);
  return (
    <figure>
      {notShown === null && (
        <Copy key={`copy ${tries}`} item={item} name={name} from={from} onAgain={again} />
      )}
      {open === 'playing' && <Player key={`original ${tries}`} item={item} name={name} onAgain={again} />}
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
          <p className="soft">
            This browser opens it and checks that its SHA-256 is the one written down when it came:{' '}
            {sha256.slice(0, 16)}…
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

/** One that is known by its id only. */
export function MediaOf({ id, from }: { id: string; from: string }) {
  const query = useCall(aboutMedia, { params: { id } });
  return (
    <Loaded query={query} lines={1}>
      {(item) => (
        <div className="media">
          <Media item={item} name={mediaName(item.type)} from={from} />
        </div>
      )}
    </Loaded>
  );
}

interface Shown {
  item: MediaItem;
  name: string;
  onAgain: () => void;
}

function Copy({ item, name, from, onAgain }: Shown & { from: string }) {
  const opened = useOpenedMedia(item, 'copy', true);
  if (!('address' in opened)) return <Waits opened={opened} name={name} onAgain={onAgain} />;
  return (
    <a href={opened.address} target="_blank" rel="noreferrer">
      <img src={opened.address} alt={`${name} from ${from}`} />
    </a>
  );
}

/** A video or a recording as it was sent, played here. */
export function Player({ item, name, onAgain }: Shown) {
  const opened = useOpenedMedia(item, 'original', true);
  if (!('address' in opened)) return <Waits opened={opened} name={name} onAgain={onAgain} />;
  const { address } = opened;
  if (item.type.startsWith('audio/'))
    // biome-ignore lint/a11y/useMediaCaption: a caller's recording has none
    return <audio src={address} controls autoPlay aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: a resident's recording has none
  return <video src={address} controls autoPlay aria-label={name} />;
}

function Waits({
  opened,
  name,
  onAgain,
}: {
  opened: Exclude<OpenedMedia, { address: string }>;
  name: string;
  onAgain: () => void;
}) {
  if ('share' in opened)
    return (
      <p className="soft">
        Opening {name.toLowerCase()}… {opened.share > 0 && `${Math.floor(opened.share * 100)} %`}
      </p>
    );
  const { what, next } = failures[opened.failed];
  return (
    <div role="alert" className="trouble">
      <p>
        {name} {what} {next}
      </p>
      {opened.failed === 'away' && <VerbButton onClick={onAgain}>Try again</VerbButton>}
    </div>
  );
}
