import { useEffect, useState } from 'preact/hooks';
import { Back, Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { day, t, time } from '../../../field/words.ts';
import type { OwnPasskey, OwnSession } from '../contract.ts';
import { Passkeys } from './passkey.tsx';

interface Access {
  sessions: OwnSession[];
  passkeys: OwnPasskey[];
}

/** Reads the list; the new sign-ins in it count as told from then on. */
async function read(): Promise<Access> {
  const access = await call<Access>('access');
  await call('access/sessions/told', {});
  return access;
}

/** Where one is signed in, and the way to end each; and the way back when this phone is lost. */
export function You({ passkeysAt }: { passkeysAt: string | null }) {
  const [access, set] = useState<Access | null>(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    read().then(set, () => fail(true));
  }, []);
  const look = (work: Promise<unknown> = Promise.resolve()) => {
    fail(false);
    work.then(read).then(set, () => fail(true));
  };
  const act = (path: string) => look(call(path, {}));
  const others = access?.sessions.filter(({ isThis }) => !isThis) ?? [];
  return (
    <>
      <Back />
      <Title>{t('you.title')}</Title>
      <p>{t('you.text')}</p>
      {failed && (
        <div class="notice" role="alert">
          <p>{t('failedNext')}</p>
          <Button onClick={() => look()}>{t('you.again')}</Button>
        </div>
      )}
      {access && passkeysAt === location.origin && (
        <Passkeys names={access.passkeys.map(({ name }) => name ?? t('you.phone'))} onMade={() => look()} />
      )}
      {access?.sessions.map((one) => (
        <section class="notice" key={one.id}>
          <p>
            <strong>{one.device ?? t(one.face === 'field' ? 'you.phone' : 'you.desk')}</strong>
            {one.isThis && ` · ${t('you.this')}`}
            {one.isNew && ` · ${t('you.new')}`}
          </p>
          <p class="soft">
            {t('you.since', {
              from: `${day(one.createdAt)} ${time(one.createdAt)}`,
              seen: `${day(one.seenAt)} ${time(one.seenAt)}`,
            })}
          </p>
          {!one.isThis && (
            <Button onClick={() => act(`access/sessions/${one.id}/end`)}>{t('you.end')}</Button>
          )}
        </section>
      ))}
      {others.length > 1 && (
        <Button onClick={() => act('access/sessions/end-others')}>{t('you.endAll')}</Button>
      )}
    </>
  );
}
