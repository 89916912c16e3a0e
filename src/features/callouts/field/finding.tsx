import { useState } from 'preact/hooks';
import { Actions, Back, Button, Choice, goBack, Text, Title } from '../../../field/kit.tsx';
import { announce, useApp } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import type { Finding as Found } from '../contract.ts';
import { type CardProps, perform } from './perform.ts';

export const findings: Found[] = ['confirmed', 'nothing_there', 'other_agency', 'cannot_tell'];

/** What a verifier found; the four answers weigh the same. */
export function Finding({ assignment: a }: CardProps) {
  const [finding, choose] = useState<Found | undefined>(a.finding ?? undefined);
  const [words, setWords] = useState('');
  const { misfit } = useApp();
  const send = async () => {
    const said = !misfit && words.trim() ? { words: words.trim() } : {};
    await perform(a, { kind: 'finding', finding: finding!, ...said });
    announce(t('saved'));
    goBack();
  };
  return (
    <>
      <Back />
      <Title>{t('findingTitle')}</Title>
      {a.brief && <p class="notice">{a.brief}</p>}
      <Choice
        name="finding"
        legend={t('finding')}
        options={findings.map((value) => ({ value, label: t(value) }))}
        value={finding}
        onChoose={choose}
      />
      {misfit ? (
        <p class="soft">{t('keysNoWords')}</p>
      ) : (
        <Text label={t('findingWords')} hint={t('noteHint')} value={words} onInput={setWords} rows={3} />
      )}
      <Actions>
        <Button look="main" disabled={!finding} onClick={send}>
          {t('send')}
        </Button>
      </Actions>
    </>
  );
}
