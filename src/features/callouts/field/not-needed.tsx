import { Actions, Button, Title } from '../../../field/kit.tsx';
import { putAside } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import type { CardProps } from './perform.ts';

/** Thanks: kept as a reserve, or not needed any more. */
export function NotNeeded({ assignment: a }: CardProps) {
  const reserve = a.state === 'reserve';
  return (
    <>
      <Title>{t(reserve ? 'reserveTitle' : 'releasedTitle')}</Title>
      <p>{t(reserve ? 'reserveText' : 'releasedText')}</p>
      <p class="soft">
        {a.code} {a.zone && `· ${a.zone}`}
      </p>
      <Actions>
        <Button look="main" settle onClick={() => putAside(a.state, a.id)}>
          {t('ok')}
        </Button>
      </Actions>
    </>
  );
}
