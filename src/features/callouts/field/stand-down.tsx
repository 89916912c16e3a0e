import { useEffect } from 'preact/hooks';
import { soundAlarm } from '../../../field/alarm.ts';
import { Actions, Button, Title } from '../../../field/kit.tsx';
import { t, time } from '../../../field/words.ts';
import type { StandDownReason } from '../contract.ts';
import { isWithPartner } from '../rules/manner.ts';
import { Call } from './call.tsx';
import { type CardProps, perform } from './perform.ts';

const grave: StandDownReason[] = ['unsafe', 'emergency'];

/** The whole screen, with sound and vibration, until acknowledged. */
export function StandDown({ field, assignment: a }: CardProps) {
  const { reason, at } = a.standDown!;
  const out = a.state === 'accepted' || a.state === 'en_route' || a.state === 'on_scene';
  useEffect(soundAlarm, []);
  return (
    <div
      class={grave.includes(reason) ? 'whole grave' : 'whole'}
      role="alertdialog"
      aria-labelledby="stand-down"
    >
      <Title>
        <span id="stand-down">{t('standDown')}</span>
      </Title>
      <p>{t(reason === 'emergency' ? 'emergencyReason' : reason)}</p>
      {out && (
        <p>
          {t('standDownText')} {isWithPartner(a) && t('standDownBoth')}
        </p>
      )}
      <p>
        {a.code} · {time(at)}
      </p>
      <Actions>
        {reason === 'emergency' && <Call field={field} assignment={a} />}
        <Button look="main" settle onClick={() => perform(a, { kind: 'stand-down-ack' })}>
          {t('standDownAck')}
        </Button>
      </Actions>
    </div>
  );
}
