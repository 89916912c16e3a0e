import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../features/accounts/contract.ts';
import { newDeviceKey } from './device.ts';
import { Languages } from './idle.tsx';
import { Actions, Button, Text, Title } from './kit.tsx';
import { CallFailed, call, type Refusal } from './send.ts';
import type { App } from './store.ts';
import { enter } from './sync.ts';
import { t } from './words.ts';

interface Part {
  role: string;
  face: string;
  callSign: string;
  personId: string;
}

export function SignIn({ app }: { app: App }) {
  const demo = app.session?.network.demo ?? false;
  const [trouble, tryTo] = useTrying();
  const here = app.session?.passkeysAt === location.origin;
  const recovery = useRecovery(here);
  const [lost, lose] = useState(false);
  if (lost && recovery)
    return <recovery.Recover onIn={(session) => void enter(session)} onBack={() => lose(false)} />;
  return (
    <>
      <Title>{t('signIn')}</Title>
      {app.items.length > 0 && <p class="notice">{t('signedOut')}</p>}
      <p>{t('signInHow')}</p>
      <Trouble of={trouble} />
      <Actions>
        {here && <Button onClick={() => tryTo(byPasskey)}>{t('signInPasskey')}</Button>}
        {recovery && (
          <Button look="quiet" onClick={() => lose(true)}>
            {recovery.offer()}
          </Button>
        )}
        {demo && (
          <DemoParts
            onChoose={(role) => tryTo(() => call<Session>('demo/sign-in', { role, face: 'field' }))}
          />
        )}
        <Languages />
      </Actions>
    </>
  );
}

/** Loaded when it is asked for: most phones come in by their link and stay. */
const byPasskey = async () => (await import('./passkey.ts')).signInByPasskey();

type Recovery = typeof import('../features/accounts/field/recover.tsx');

/** The way in with a printed code, where passkeys work; with its words, after the screen is drawn. */
function useRecovery(wanted: boolean): Recovery | null {
  const [recovery, set] = useState<Recovery | null>(null);
  useEffect(() => {
    // Without a connection nobody signs in; with the next screen it is asked for again.
    if (wanted) import('../features/accounts/field/recover.tsx').then(set, () => {});
  }, [wanted]);
  return recovery;
}

/** A session that is bound to a key which this phone keeps and cannot give away. */
export async function signInBound(path: string, body: object): Promise<Session> {
  const device = await newDeviceKey();
  const session = await call<Session>(path, { ...body, face: 'field', key: device.publicKey });
  await device.keep();
  return session;
}

function DemoParts({ onChoose }: { onChoose: (role: string) => void }) {
  const [parts, set] = useState<Part[]>([]);
  useEffect(() => {
    call<{ items: Part[] }>('demo/roles').then(
      ({ items }) => set(items.filter((part) => part.face === 'field')),
      () => {},
    );
  }, []);
  return (
    <>
      {parts.map(({ role, callSign }) => (
        <Button onClick={() => onChoose(role)} key={role}>
          {t('demoAs', { role: role === 'verifier' ? t('verifier') : t('observer') })} · {callSign}
        </Button>
      ))}
    </>
  );
}

const token = location.pathname === '/field/invite' ? location.hash.slice(1) : '';

/** Whether the app was opened by an invite link that is not used up yet. */
export const isInvited = () => token !== '' && location.pathname === '/field/invite';

/** Where an invite link leads. Only a tap uses it up: link previews and scanners do not tap. */
export function Invite() {
  const [trouble, tryTo] = useTrying();
  const [device, name] = useState('');
  const accept = async () => {
    const session = await signInBound('sessions/invite', { token, device: device.trim() || undefined });
    history.replaceState(null, '', '/field/');
    return session;
  };
  return (
    <>
      <Title>{t('inviteTitle')}</Title>
      <p>{t('inviteText')}</p>
      <Text label={t('inviteDevice')} value={device} onInput={name} rows={1} max={60} />
      <Trouble of={trouble} />
      <Actions>
        <Button look="main" onClick={() => tryTo(accept)}>
          {t('inviteGo')}
        </Button>
        <Languages />
      </Actions>
    </>
  );
}

function useTrying(): [Refusal | null, (work: () => Promise<Session>) => void] {
  const [trouble, set] = useState<Refusal | null>(null);
  const tryTo = async (work: () => Promise<Session>) => {
    try {
      await enter(await work());
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      set(error.refusal);
    }
  };
  return [trouble, (work) => void tryTo(work)];
}

const Trouble = ({ of }: { of: Refusal | null }) => (
  <div role="alert">
    {of && (
      <div class="notice">
        <strong>{t('failed')}</strong>
        <p>{of.detail ? `${of.detail} ${of.next ?? ''}` : t('failedNext')}</p>
      </div>
    )}
  </div>
);
