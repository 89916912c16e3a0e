import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, goBack, Title } from './kit.tsx';
import { listAnew } from './sync.ts';
import { t } from './words.ts';

/** The server's keys are not believed: what that means, what to do, and the way on where the list was begun anew. */
export function Misfit() {
  const [anew, found] = useState<Awaited<ReturnType<typeof listAnew>>>(null);
  useEffect(() => void listAnew().then(found, () => {}), []);
  return (
    <>
      <Back />
      <Title>{t('keysStop')}</Title>
      <p>{t('keysWhy')}</p>
      <p class="notice">{t('keysDo')}</p>
      {anew && (
        <>
          <p>{t('keysAnew')}</p>
          <p lang="en" translate={false}>
            <strong>{anew.words.join(' ')}</strong>
          </p>
          <Actions>
            <Button settle onClick={() => void anew.follow().then(goBack)}>
              {t('keysHeard')}
            </Button>
          </Actions>
        </>
      )}
    </>
  );
}
