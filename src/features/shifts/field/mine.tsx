import { useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { now } from '../../../field/store.ts';
import type { OwnShift } from '../contract.ts';
import { newId } from './acts.ts';
import type { Doing } from './my-shifts.tsx';
import { Here } from './on-duty.tsx';
import { span, w } from './words.ts';

interface Ways {
  onSwap: (shift: OwnShift) => void;
  /** To name who stands by. */
  onBuddy: (shift: OwnShift) => void;
}

export function Mine({ onSwap, onBuddy, ...doing }: Doing & Ways) {
  const { own } = doing.data;
  return (
    <section class="shifts">
      <h2>{w('mine')}</h2>
      {own.length === 0 && <p class="soft">{w('none')}</p>}
      {own.map((shift, n) =>
        n === 0 || needsLook(shift) ? (
          <One key={shift.id} shift={shift} doing={doing} onSwap={onSwap} onBuddy={onBuddy} />
        ) : (
          <details key={shift.id}>
            <summary>
              {w(shift.role)}: {span(shift)}
            </summary>
            <One shift={shift} doing={doing} onSwap={onSwap} onBuddy={onBuddy} />
          </details>
        ),
      )}
    </section>
  );
}

/** The next one, and those about which something can be done now, are open. */
const needsLook = ({ can, offered, lacksBuddy }: OwnShift) =>
  offered || lacksBuddy || can.includes('check-in');

function One(props: { shift: OwnShift; doing: Doing } & Ways) {
  const { shift, doing, onSwap, onBuddy } = props;
  const [sure, ask] = useState(false);
  const { can, act } = doing;
  const at = `me/shifts/${shift.id}`;
  const may = (verb: string) => shift.can.includes(verb);
  return (
    <article class="notice">
      <p>
        <strong>{w(shift.role)}</strong> {shift.learner && `· ${w('learner')}`}
        <br />
        {span(shift)}
      </p>
      <p class="soft">
        {shift.beside.length > 0 ? w('beside', { names: shift.beside.join(', ') }) : w('alone')}
      </p>
      <Here shift={shift} />
      {shift.offered && <p>{w('offered')}</p>}
      {shift.buddies.map(({ id, callSign, state }) => (
        <p key={id} class={state === 'agreed' ? undefined : 'soft'}>
          {w(`buddy.${state}`, { name: callSign })}
        </p>
      ))}
      {shift.lacksBuddy && (
        <>
          <p>▲ {w('lacksBuddy')}</p>
          <Button disabled={!can} onClick={() => onBuddy(shift)}>
            {w('askBuddy')}
          </Button>
        </>
      )}
      {sure ? (
        <>
          <p>{consequence(shift, doing)}</p>
          <Button
            look="danger"
            settle
            disabled={!can}
            onClick={() => {
              ask(false);
              void act(`${at}/give-back`, { id: newId() });
            }}
          >
            {w('giveBackSure')}
          </Button>
          <Button look="quiet" onClick={() => ask(false)}>
            {w('keep')}
          </Button>
        </>
      ) : (
        <div class="grid">
          {(may('offer') || may('keep')) && (
            <Button disabled={!can} onClick={() => act(`${at}/offer`, { offered: may('offer') })}>
              {w(may('offer') ? 'offer' : 'keep')}
            </Button>
          )}
          {may('swap') && (
            <Button disabled={!can} onClick={() => onSwap(shift)}>
              {w('swap')}
            </Button>
          )}
          {may('give-back') && (
            <Button disabled={!can} onClick={() => ask(true)}>
              {w('giveBack')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function consequence(shift: OwnShift, { data }: Doing): string {
  const hours = (Date.parse(shift.startsAt) - now()) / 3_600_000;
  if (hours < data.noticeHours) return w('giveBackLate', { n: data.noticeHours });
  return w(data.approval === 'rule' ? 'giveBackText' : 'giveBackAsk');
}
