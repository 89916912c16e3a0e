import { useEffect, useMemo, useState } from 'preact/hooks';
import { Actions, Back, Button, goBack, Title } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { language, t } from '../../../field/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import { maxBytes } from '../../evidence/contract.ts';
import { headBytes, typeOf } from '../../evidence/rules.ts';
import { type CardProps, perform } from './perform.ts';

const unknown: Record<Lang, string> = {
  en: 'This is not a picture or video that we can read. Choose another.',
  es: 'Esto no es una foto ni un video que podamos leer. Elija otro.',
  zh: '这不是我们能读取的照片或视频。请另选一个。',
};

/** A picture or video, sealed on this phone; it waits here until it is sent. */
export function Picture({ assignment }: CardProps) {
  const [file, setFile] = useState<File | null>(null);
  const [known, setKnown] = useState(false);
  const tooBig = !!file && file.size > maxBytes;
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    const head = await chosen.slice(0, headBytes).arrayBuffer();
    setKnown(typeOf(new Uint8Array(head)) !== null);
    setFile(chosen);
  };
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
          onChange={(e) => void choose(e.currentTarget.files?.[0])}
        />
        <span>{t('pictureTake')}</span>
      </label>
      {file && known && <Preview file={file} key={`${file.name} ${file.lastModified}`} />}
      <p role="alert">{tooBig ? t('pictureBig') : file && !known && unknown[language()]}</p>
      <Actions>
        <Button look="main" disabled={!file || !known || tooBig} onClick={send}>
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
