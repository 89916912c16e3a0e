import { Actions, Back, Button, goBack, Text, Title } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import { useDraft } from './draft.ts';
import { type CardProps, perform } from './perform.ts';

export function Note({ assignment }: CardProps) {
  const [words, setWords, drop] = useDraft(`note ${assignment.id}`, '');
  const send = async () => {
    await perform(assignment, { kind: 'note', words: words.trim() });
    await drop();
    announce(t('saved'));
    goBack();
  };
  return (
    <>
      <Back />
      <Title>{t('note')}</Title>
      <Text label={t('noteTitle')} hint={t('noteHint')} value={words} onInput={setWords} rows={6} />
      <Actions>
        <Button look="main" disabled={!words.trim()} onClick={send}>
          {t('send')}
        </Button>
      </Actions>
    </>
  );
}
