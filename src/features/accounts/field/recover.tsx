import { useState } from 'preact/hooks';
import { Actions, Button, Text, Title } from '../../../field/kit.tsx';
import { recover } from '../../../field/passkey.ts';
import { say } from '../../../field/passkey-words.ts';
import { CallFailed, type Refusal } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';
import type { Session } from '../contract.ts';

/** What leads here, in words that come with it. */
export const offer = () => say('lost');

interface Made {
  session: Session;
  recoveryCode: string;
}

interface Props {
  onIn: (session: Session) => void;
  onBack: () => void;
}

/** The printed code lets its owner in on this phone once, by making a new passkey; what was lost ends. */
export function Recover({ onIn, onBack }: Props) {
  const [typed, setTyped] = useState('');
  const [device, name] = useState('');
  const [trouble, tell] = useState<Refusal | null>(null);
  const [busy, wait] = useState(false);
  const [made, keep] = useState<Made | null>(null);
  if (made) return <NewCode made={made} onIn={onIn} />;
  const type = (text: string) => {
    setTyped(text);
    tell(null);
  };
  const go = async () => {
    tell(null);
    wait(true);
    try {
      keep(await recover(typed.trim(), device.trim() || t('you.phone')));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      tell(error.refusal);
    } finally {
      wait(false);
    }
  };
  return (
    <>
      <Title>{say('lostTitle')}</Title>
      <p>{say('lostText')}</p>
      <Text
        label={say('lostCode')}
        hint="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"
        value={typed}
        onInput={type}
        rows={2}
        max={60}
      />
      <Text label={t('inviteDevice')} value={device} onInput={name} rows={1} max={60} />
      <div role="alert">
        {trouble && (
          <div class="notice">
            <p>{trouble.detail ? `${trouble.detail} ${trouble.next ?? ''}` : t('failedNext')}</p>
          </div>
        )}
      </div>
      <Actions>
        <Button look="main" disabled={busy || typed.trim() === ''} onClick={() => void go()}>
          {busy ? say('asking') : say('make')}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t('back')}
        </Button>
      </Actions>
    </>
  );
}

/** Signed in already; the app comes when its owner has the new code on paper. */
function NewCode({ made, onIn }: { made: Made; onIn: Props['onIn'] }) {
  return (
    <>
      <Title>{say('newCode')}</Title>
      <p>{say('newCodeText')}</p>
      <p class="notice">
        <strong class="code">{made.recoveryCode}</strong>
      </p>
      <Actions>
        <Button look="main" onClick={() => onIn(made.session)}>
          {say('kept')}
        </Button>
      </Actions>
    </>
  );
}
