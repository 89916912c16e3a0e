import { useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { makePasskey } from '../../../field/passkey.ts';
import { say } from '../../../field/passkey-words.ts';
import { CallFailed, type Refusal } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';

/** For the day this phone is lost: the passkeys that let its owner in on another one, and the way to make one. */
export function Passkeys({ names, onMade }: { names: string[]; onMade: () => void }) {
  const [code, show] = useState<string | null>(null);
  const [trouble, tell] = useState<Refusal | null>(null);
  const make = () => {
    tell(null);
    makePasskey(t('you.phone')).then(
      (first) => {
        show(first);
        onMade();
      },
      (error: unknown) => {
        if (!(error instanceof CallFailed)) throw error;
        tell(error.refusal);
      },
    );
  };
  return (
    <section class="notice">
      <p>{names.length > 0 ? say('have', { names: names.join(', ') }) : say('none')}</p>
      {code && (
        <p role="status">
          {say('code')} <strong class="code">{code}</strong>
        </p>
      )}
      {trouble && (
        <p role="alert">{trouble.detail ? `${trouble.detail} ${trouble.next ?? ''}` : t('failedNext')}</p>
      )}
      <Button onClick={make}>{say('make')}</Button>
    </section>
  );
}
