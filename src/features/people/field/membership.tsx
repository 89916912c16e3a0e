import { useState } from 'preact/hooks';
import { Actions, Back, Button, Fact, Facts, goTo, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { Squares } from '../../../field/squares.tsx';
import { refresh } from '../../../field/sync.ts';
import { day, t, time } from '../../../field/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { qrCode } from '../../../platform/qr.ts';
import type { MyAgreement, readMe, readMyStanding, showMyCode } from '../contract.ts';
import { Trouble } from './trouble.tsx';
import { useOwn } from './use-own.ts';
import { w } from './words.ts';

type Standing = Answer<typeof readMyStanding>;

/** Where one stands in the network: state, trust with what is missing, agreement, vouches, pause and leaving. */
export function Membership() {
  const me = useOwn<Answer<typeof readMe>>('me');
  const standing = useOwn<Standing>('me/standing');
  const agreement = useOwn<MyAgreement>('me/agreement');
  const again = () => void Promise.all([me.look(), standing.look(), agreement.look()]);
  const { shown } = standing;
  // What the first screen says follows.
  const isSigned = agreement.shown?.signed?.version === agreement.shown?.version;
  const pause = async (paused: boolean) => (await me.act('me/pause', { paused })) && refresh();
  return (
    <>
      <Back />
      <Title>{w('title')}</Title>
      <Trouble of={me.trouble ?? standing.trouble ?? agreement.trouble} again={again} />
      {!me.shown && !me.trouble && <p class="soft">{t('loading')}</p>}
      {me.shown && (
        <Facts>
          <Fact name={w('state')}>
            {w(`state.${me.shown.state}`)}
            {me.shown.suspended && ` · ${w('suspended')}`}
          </Fact>
          {agreement.shown && <Fact name={w('agreement')}>{agreementWords(agreement.shown)}</Fact>}
          {shown && <Fact name={w('vouches')}>{vouchWords(shown)}</Fact>}
          {shown && <Fact name={w('level')}>{w('levelOf', { level: shown.level, of: shown.top })}</Fact>}
        </Facts>
      )}
      {shown && shown.lacking.length > 0 && <NextLevel of={shown} />}
      {me.shown && me.shown.state !== 'left' && <MyCode main={isSigned && shown?.vouched === false} />}
      <Actions>
        {me.shown?.state === 'paused' && (
          <Button look="main" disabled={me.busy} onClick={() => void pause(false)}>
            {w('comeBack')}
          </Button>
        )}
        {agreement.shown && (
          <Button look={isSigned ? 'plain' : 'main'} onClick={() => goTo('agreement')}>
            {w(isSigned ? 'read' : 'readAndSign')}
          </Button>
        )}
        {shown && (shown.may.vouch || shown.given.length > 0) && (
          <Button onClick={() => goTo('vouch')}>{w('vouchFor')}</Button>
        )}
        {me.shown?.state === 'active' && (
          <Button disabled={me.busy} onClick={() => void pause(true)}>
            {w('pause')}
          </Button>
        )}
        {me.shown && (
          <Button look="quiet" onClick={() => goTo('leave')}>
            {w('leave')}
          </Button>
        )}
      </Actions>
      {(me.shown?.state === 'active' || me.shown?.state === 'paused') && <p class="soft">{w('pauseText')}</p>}
    </>
  );
}

function agreementWords({ signed, version, until, counts }: MyAgreement): string {
  if (!signed) return w('unsigned');
  if (signed.version === version) return w('signed', { day: day(signed.at) });
  return until && counts ? w('changed', { day: day(until) }) : w('lapsed');
}

const vouchWords = ({ vouches: { has, of, founding } }: Standing): string =>
  founding ? w('founding') : w('vouchesOf', { has, of });

/** What the next level asks for that is not there yet, and what it opens. */
function NextLevel({ of: { next, lacking, roles } }: { of: Standing }) {
  const opens = roles
    .filter(({ level }) => level === next)
    .map(({ role }) => w(`role.${role}` as 'role.observer'));
  return (
    <section class="notice">
      <h2>{w('next', { level: next! })}</h2>
      <ul>
        {lacking.map(({ what, has, of }) => (
          <li key={what}>{w(`lacking.${what}`, { has, of })}</li>
        ))}
      </ul>
      {next === 1 && <p class="soft">{w('nextFirst')}</p>}
      {opens.length > 0 && <p class="soft">{w('opens', { roles: opens.join(', ') })}</p>}
    </section>
  );
}

/** Shown to who vouches for one now: read out, or scanned. */
function MyCode({ main }: { main: boolean }) {
  const [code, show] = useState<Answer<typeof showMyCode> | null>(null);
  const { trouble, busy, run } = useOwn('me/standing');
  if (!code)
    return (
      <>
        <Trouble of={trouble} />
        <Button
          look={main ? 'main' : 'plain'}
          disabled={busy}
          onClick={() => void run(async () => show(await call('me/vouch-code', {})))}
        >
          {w('showCode')}
        </Button>
      </>
    );
  const square = qrCode(code.code.replace(' ', ''));
  return (
    <section class="notice" aria-live="polite">
      <p>{w('codeText', { until: time(code.endsAt) })}</p>
      <p class="code-shown">{code.code}</p>
      <Squares class="code-square" of={square} label={w('codeSquare')} />
    </section>
  );
}
