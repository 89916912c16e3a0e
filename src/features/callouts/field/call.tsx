import { Icon } from '../../../field/icons.tsx';
import { Button } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { t } from '../../../field/words.ts';
import type { CardProps } from './perform.ts';
import { isRehearsal } from './rehearse.ts';

/** The emergency number; a rehearsal does not dial it. */
export function Call({ field, assignment }: CardProps) {
  const words = t('call', { number: field.emergencyNumber });
  if (isRehearsal(assignment))
    return (
      <Button look="danger" icon="phone" onClick={() => announce(t('rehearsal'))}>
        {words}
      </Button>
    );
  return (
    <a class="button danger" href={`tel:${field.emergencyNumber}`}>
      <Icon name="phone" />
      <span>{words}</span>
    </a>
  );
}
