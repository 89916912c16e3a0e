import { Button } from '../../../field/kit.tsx';
import type { Refusal } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';

/** What went wrong, what was kept, what to do; without a connection, to try again. */
export const Trouble = ({ of, again }: { of: Refusal | null; again?: () => void }) => (
  <div role="alert">
    {of && (
      <div class="notice">
        <p>{of.detail || t('failedNext')}</p>
        {of.next && <p>{of.next}</p>}
        {again && <Button onClick={again}>{t('you.again')}</Button>}
      </div>
    )}
  </div>
);
