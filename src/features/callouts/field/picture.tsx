import { useEffect, useMemo, useState } from 'preact/hooks';
import { Actions, Back, Button, goBack, Title } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import { type CardProps, perform } from './perform.ts';

const maxBytes = 25 * 1024 * 1024;

/** A picture or video, as it was taken; it waits on the phone until it is sent. */
export function Picture({ assignment }: CardProps) {
  const [file, setFile] = useState<File | null>(null);
  const tooBig = !!file && file.size > maxBytes;
  const send = async () => {
    await perform(assignment, { kind: 'picture', file: file!, name: file!.name });
    announce(t('saved'));
    goBack();
  };
  return (
    <>
      <Back />
      <Title>{t('pictureTitle')}</Title>
      <p>{t('pictureHint')}</p>
      <label class="button file">
        <input
          type="file"
          class="sr"
          accept="image/*,video/*"
          capture="environment"
          onChange={(e) => setFile(e.currentTarget.files?.[0] ?? null)}
        />
        <span>{t('pictureTake')}</span>
      </label>
      {file && <Preview file={file} key={`${file.name} ${file.lastModified}`} />}
      <p role="alert">{tooBig && t('pictureBig')}</p>
      <Actions>
        <Button look="main" disabled={!file || tooBig} onClick={send}>
          {t('send')}
        </Button>
      </Actions>
    </>
  );
}

function Preview({ file }: { file: File }) {
  const address = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  if (file.type.startsWith('video/')) return <video class="preview" src={address} controls muted />;
  return <img class="preview" src={address} alt={file.name} />;
}
