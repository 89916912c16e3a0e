import { useState } from 'preact/hooks';
import { Actions, Back, Button, Choice, goBack, Text, Title, yesNo } from '../../../field/kit.tsx';
import { announce, now } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import { type CardProps, perform } from './perform.ts';

const minutesAgos = [0, 5, 15, 30].map((value) => ({ value, label: String(value) }));

/** An order was given: which, when, and that it was obeyed. */
export function ToldToMove({ assignment }: CardProps) {
  const [order, setOrder] = useState('');
  const [minutesAgo, setMinutesAgo] = useState(0);
  const [obeyed, setObeyed] = useState<boolean>();
  const send = async () => {
    const at = new Date(now() - minutesAgo * 60_000).toISOString();
    await perform(assignment, { kind: 'told-to-move', order: order.trim(), obeyed: obeyed! }, at);
    announce(t('saved'));
    goBack();
  };
  return (
    <>
      <Back />
      <Title>{t('told')}</Title>
      <p>{t('toldObey')}</p>
      <div class="grid">
        {[t('toldBack'), t('toldLeave'), t('toldStop')].map((words) => (
          <Button key={words} pressed={order === words} onClick={() => setOrder(words)}>
            {words}
          </Button>
        ))}
      </div>
      <Text label={t('toldOrder')} value={order} onInput={setOrder} rows={2} />
      <Choice
        row
        name="when"
        legend={t('toldWhen')}
        options={minutesAgos}
        value={minutesAgo}
        onChoose={setMinutesAgo}
      />
      <Choice
        row
        name="obeyed"
        legend={t('toldObeyed')}
        options={yesNo()}
        value={obeyed}
        onChoose={setObeyed}
      />
      <Actions>
        <Button look="main" disabled={!order.trim() || obeyed === undefined} onClick={send}>
          {t('send')}
        </Button>
      </Actions>
    </>
  );
}
