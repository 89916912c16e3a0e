import { useState } from 'preact/hooks';
import { Actions, Back, Button, Title } from '../../../field/kit.tsx';
import { useApp } from '../../../field/store.ts';
import { act } from '../../../field/sync.ts';
import { day, inWords, t } from '../../../field/words.ts';
import type { MyAgreement } from '../contract.ts';
import { Trouble } from './trouble.tsx';
import { useOwn } from './use-own.ts';
import { w } from './words.ts';

/** The whole agreement, what changed since one signed, and the signature; without a network it waits in the outbox. */
export function Agreement() {
  const { items } = useApp();
  const { shown, trouble, look } = useOwn<MyAgreement>('me/agreement');
  const [read, tick] = useState(false);
  const [signedNow, sign] = useState(false);
  const waits = items.some(({ act }) => act.kind === 'agreement');
  return (
    <>
      <Back />
      <Title>{w('agreementTitle')}</Title>
      <Trouble of={trouble} again={() => void look()} />
      {!shown && !trouble && <p class="soft">{t('loading')}</p>}
      {shown && (
        <>
          <p class="soft">{w('agreementVersion', { n: shown.version, day: day(shown.from) })}</p>
          {shown.changes && <Changes of={shown.changes} since={shown.signed!.at} until={shown.until} />}
          <ol class="agreement">
            {shown.text.map((line) => (
              <li key={line.en}>{inWords(line)}</li>
            ))}
          </ol>
          {shown.signed?.version === shown.version ? (
            <p class="notice">✓ {w('signed', { day: day(shown.signed.at) })}</p>
          ) : signedNow || waits ? (
            <p class="notice" role="status">
              {w(waits ? 'signedWaits' : 'signedNow')}
            </p>
          ) : (
            <>
              <label class="option">
                <input type="checkbox" checked={read} onChange={() => tick(!read)} />
                <span>{w('haveRead')}</span>
              </label>
              <Actions>
                <Button
                  look="main"
                  disabled={!read}
                  onClick={() => {
                    sign(true);
                    void act('agreement', { kind: 'agreement', version: shown.version });
                  }}
                >
                  {w('sign')}
                </Button>
              </Actions>
            </>
          )}
        </>
      )}
    </>
  );
}

type Lines = NonNullable<MyAgreement['changes']>;

const Changes = ({ of, since, until }: { of: Lines; since: string; until: string | null }) => (
  <section class="notice">
    <h2>{w('changesSince', { day: day(since) })}</h2>
    {until && <p>{w('changed', { day: day(until) })}</p>}
    <Part title={w('added')} lines={of.added} />
    <Part title={w('gone')} lines={of.gone} />
  </section>
);

const Part = ({ title, lines }: { title: string; lines: Lines['added'] }) =>
  lines.length === 0 ? null : (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line.en}>{inWords(line)}</li>
        ))}
      </ul>
    </>
  );
