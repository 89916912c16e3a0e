import { useState } from 'preact/hooks';
import { Actions, Button, goTo, Title } from '../../../field/kit.tsx';
import { inWords, t, time } from '../../../field/words.ts';
import type { FieldAssignment } from '../contract.ts';
import { HelpBar } from './help.tsx';
import { isAskedFirst } from './leaving.tsx';
import { MeetPoint } from './meet.tsx';
import { type CardProps, perform } from './perform.ts';
import { CheckIn } from './ring.tsx';

/** One column from the yes to having left: what comes next is always the big button. */
export function Way({ field, assignment: a }: CardProps) {
  return (
    <>
      <Title>{t(titleOf(a))} </Title>
      <p class="soft">
        {a.code} · {inWords(a.roleName)}
      </p>
      {a.standDown?.ackedAt && (
        <p class="notice">{t('standDownAcked', { time: time(a.standDown.ackedAt) })}</p>
      )}
      <Notices of={a} />
      {(a.state === 'on_scene' || a.missed) && !a.standDown && <CheckIn assignment={a} />}
      {a.state !== 'on_scene' && <MeetPoint assignment={a} />}
      {a.brief && (
        <section>
          <h2>{t('brief')}</h2>
          <p>{a.brief}</p>
        </section>
      )}
      <Partners of={a} />
      {a.state === 'on_scene' && !a.standDown && <Record assignment={a} />}
      <Next assignment={a} />
      {a.state === 'on_scene' && (
        <details>
          <summary>{t('meet')}</summary>
          <MeetPoint assignment={a} />
        </details>
      )}
      <HelpBar field={field} assignment={a} />
    </>
  );
}

function titleOf({ state, waits }: FieldAssignment) {
  if (state === 'accepted') return waits ? 'waitTitle' : 'goTitle';
  return state === 'en_route' ? 'wayTitle' : 'sceneTitle';
}

/** Why they wait, or with what in mind they go. */
function Notices({ of: a }: { of: FieldAssignment }) {
  if (a.standDown) return null;
  const isOut = a.state !== 'accepted';
  return (
    <>
      {a.waits && (
        <p class="notice">{t(isOut && a.waits === 'check' ? 'checkedAnew' : `waits.${a.waits}`)}</p>
      )}
      {a.alone && <p class="notice">{t('alone')}</p>}
      {a.mayWait && !a.waits && a.partners.length === 0 && <p class="notice">{t('mayWait')}</p>}
    </>
  );
}

function Partners({ of: a }: { of: FieldAssignment }) {
  const nobody = t(a.manner === 'vantage' ? 'partnersVantage' : 'partnersNone');
  return (
    <section>
      <h2>{t('partners')}</h2>
      {a.partners.length === 0 && <p>{nobody}</p>}
      <ul class="partners">
        {a.partners.map((partner) => (
          <li key={partner.callSign} class={partner.state}>
            <strong>{partner.callSign}</strong> {t(partner.state)}
            {partner.etaAt && partner.state !== 'on_scene' && ` · ${time(partner.etaAt)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The step that comes next, by its one button. */
function Next({ assignment: a }: { assignment: FieldAssignment }) {
  const leave = () => (isAskedFirst(a) ? goTo('leaving') : perform(a, { kind: 'depart' }));
  if (a.state === 'on_scene' || a.standDown)
    return (
      <Actions key="leave">
        <Button look={a.standDown ? 'main' : 'plain'} settle onClick={leave}>
          {t('left')}
        </Button>
      </Actions>
    );
  if (a.state === 'en_route')
    return (
      <Actions key="here">
        <Button look="main" icon="pin" settle onClick={() => perform(a, { kind: 'on-scene' })}>
          {t('here')}
        </Button>
        <Cannot assignment={a} />
      </Actions>
    );
  return (
    <Actions key="go">
      {!a.waits && (
        <Button look="main" settle onClick={() => perform(a, { kind: 'en-route' })}>
          {t('onWay')}
        </Button>
      )}
      <Cannot assignment={a} />
    </Actions>
  );
}

/** A yes may be taken back at any time; two taps, since it frees the place. */
export function Cannot({ assignment }: { assignment: FieldAssignment }) {
  const [sure, ask] = useState(false);
  if (!sure)
    return (
      <Button look="quiet" onClick={() => ask(true)}>
        {t('cannot')}
      </Button>
    );
  return (
    <Button settle onClick={() => perform(assignment, { kind: 'answer', says: 'no' })}>
      {t('cannotSure')}
    </Button>
  );
}

/** What can be written down on the scene. */
function Record({ assignment: a }: { assignment: FieldAssignment }) {
  return (
    <div class="grid">
      {a.can.includes('finding') && (
        <Button look={a.finding || a.missed ? 'plain' : 'main'} icon="search" onClick={() => goTo('finding')}>
          {a.finding ? t('findingSaid', { what: t(a.finding) }) : t('finding')}
        </Button>
      )}
      {a.can.includes('told-to-move') && (
        <Button icon="move" onClick={() => goTo('told')}>
          {t('told')}
        </Button>
      )}
      {a.can.includes('note') && (
        <Button icon="note" onClick={() => goTo('note')}>
          {t('note')}
        </Button>
      )}
      {a.can.includes('picture') && (
        <Button icon="camera" onClick={() => goTo('picture')}>
          {t('picture')}
        </Button>
      )}
    </div>
  );
}
