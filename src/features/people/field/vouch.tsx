import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Actions, Back, Button, Choice, Text, Title } from '../../../field/kit.tsx';
import { Scan } from '../../../field/scan/scan.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { state } from '../../../field/store.ts';
import { ringKeys } from '../../../field/sync.ts';
import { day, t } from '../../../field/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { sealFields } from '../../keys/rules/sealer.ts';
import type { KNOWN, readMyStanding } from '../contract.ts';
import { Trouble } from './trouble.tsx';
import { useOwn } from './use-own.ts';
import { w } from './words.ts';

type Standing = Answer<typeof readMyStanding>;
type Known = (typeof KNOWN)[number];
const known: readonly Known[] = ['training', 'meeting', 'shift', 'neighbour', 'other'];

/** By the code that they show or by their call sign: nobody is looked up. Below it, what one vouched for. */
export function VouchFor() {
  const { shown, trouble, look, act, run, busy } = useOwn<Standing>('me/standing');
  const [done, say] = useState('');
  const ask = async (asked: Asked) => {
    say('');
    const { id, words, ...rest } = asked;
    const sent = await run(async () => {
      const body = { id, metTwice: true, ...rest, ...(words.trim() && (await sealed(id, words.trim()))) };
      const { callSign } = await call<{ callSign: string }>('me/vouches', body);
      say(w(rest.kind === 'vouch' ? 'vouched' : 'referred', { name: callSign }));
    });
    if (sent) await look();
    return sent;
  };
  return (
    <>
      <Back />
      <Title>{w('vouchFor')}</Title>
      <p>{w('vouchText')}</p>
      <p role="status" class={done ? 'notice' : undefined}>
        {done && `✓ ${done}`}
      </p>
      {!shown && !trouble && <p class="soft">{t('loading')}</p>}
      {shown && !shown.may.vouch && <p class="notice">{w('mayNot')}</p>}
      {shown?.may.vouch && shown.left === 0 && (
        <p class="notice">{w('month', { day: day(shown.nextAt!) })}</p>
      )}
      {shown?.may.vouch && shown.left > 0 && (
        <Form key={shown.given.length} mayRefer={shown.may.refer} left={shown.left} busy={busy} ask={ask} />
      )}
      <Trouble of={trouble} />
      {shown && shown.given.length > 0 && <Given of={shown} busy={busy} act={act} />}
    </>
  );
}

/** Words leave this phone sealed or not at all. */
async function sealed(id: string, words: string) {
  const keys = state().misfit ? undefined : await ringKeys();
  if (!keys) throw new CallFailed({ status: 0, title: '', detail: w('noKeys') });
  return sealFields(keys, ['conduct'], id, { words });
}

interface Asked {
  id: string;
  kind: 'vouch' | 'reference';
  whom: { code: string } | { callSign: string };
  known: Known;
  words: string;
}

interface FormProps {
  mayRefer: boolean;
  left: number;
  busy: boolean;
  ask: (asked: Asked) => Promise<boolean>;
}

function Form({ mayRefer, left, busy, ask }: FormProps) {
  // The same act, however often it is tried.
  const [id] = useState(() => v7());
  const [kind, setKind] = useState<Asked['kind']>('vouch');
  const [whom, type] = useState('');
  const [how, choose] = useState<Known>();
  const [words, write] = useState('');
  const [twice, tick] = useState(false);
  const isCode = /^\d{3} ?\d{3}$/.test(whom.trim());
  const ready = whom.trim().length > 1 && how && twice;
  return (
    <>
      <ScanCode onCode={type} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          const name = whom.trim();
          void ask({ id, kind, whom: isCode ? { code: name } : { callSign: name }, known: how, words });
        }}
      >
        <label class="text">
          <span>{w('whom')}</span>
          <small>{w('whomHint')}</small>
          <input
            value={whom}
            maxLength={60}
            autocomplete="off"
            onInput={(e) => type(e.currentTarget.value)}
          />
        </label>
        {mayRefer && (
          <Choice
            name="kind"
            legend={w('what')}
            options={[
              { value: 'vouch' as const, label: w('aVouch') },
              { value: 'reference' as const, label: w('aReference') },
            ]}
            value={kind}
            onChoose={setKind}
          />
        )}
        <Choice
          name="known"
          legend={w('known')}
          options={known.map((value) => ({ value, label: w(`known.${value}`) }))}
          value={how}
          onChoose={choose}
        />
        <Text label={w('words')} hint={w('wordsHint')} value={words} onInput={write} rows={3} max={1000} />
        <label class="option">
          <input type="checkbox" checked={twice} onChange={() => tick(!twice)} />
          <span>{w('metTwice')}</span>
        </label>
        <p class="soft">{w('left', { n: left })}</p>
        <Actions>
          <Button look="main" submit disabled={!ready || busy}>
            {w(kind === 'vouch' ? 'doVouch' : 'doRefer')}
          </Button>
        </Actions>
      </form>
    </>
  );
}

/** The square that they show; the camera is asked for only when it is wanted. */
function ScanCode({ onCode }: { onCode: (code: string) => void }) {
  const [open, toggle] = useState(false);
  const [wrong, tell] = useState(false);
  if (!open) return <Button onClick={() => toggle(true)}>{w('scan')}</Button>;
  return (
    <>
      <Scan
        onRead={(text) => {
          const isCode = /^\d{6}$/.test(text);
          tell(!isCode);
          if (!isCode) return;
          onCode(`${text.slice(0, 3)} ${text.slice(3)}`);
          toggle(false);
        }}
      />
      {wrong && (
        <p class="notice" role="alert">
          {w('notACode')}
        </p>
      )}
    </>
  );
}

interface GivenProps {
  of: Standing;
  busy: boolean;
  act: (path: string, body: object) => Promise<unknown>;
}

const Given = ({ of: { given }, busy, act }: GivenProps) => (
  <section aria-labelledby="given">
    <h2 id="given">{w('given')}</h2>
    <ul class="list verbs">
      {given.toReversed().map((v) => (
        <li key={v.id}>
          <span>
            <strong>{v.callSign}</strong>
            <small>
              {w(v.kind === 'reference' ? 'aReference' : 'aVouch')}
              {', '}
              {v.withdrawnAt
                ? w('withdrawn', { day: day(v.at), until: day(v.withdrawnAt) })
                : w('stands', { day: day(v.at) })}
            </small>
          </span>
          {!v.withdrawnAt && (
            <Button disabled={busy} onClick={() => void act(`vouches/${v.id}/withdrawal`, {})}>
              {w('withdraw')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  </section>
);
