import { Button } from '../../../field/kit.tsx';
import type { OwnRequest } from '../contract.ts';
import type { Doing } from './my-shifts.tsx';
import { span, w } from './words.ts';

/** Whom one stands by, or is asked to, at night. */
export function Buddying({ data, can, act }: Doing) {
  if (data.buddying.length === 0) return null;
  return (
    <section class="shifts">
      <h2>{w('buddying')}</h2>
      {data.buddying.map((b) => (
        <article class="notice" key={b.id}>
          <p>{w(b.state === 'asked' ? 'buddyAsks' : 'buddyOf', { name: b.who, span: span(b) })}</p>
          {b.state === 'asked' ? (
            <div class="grid">
              <Button
                look="main"
                disabled={!can}
                onClick={() => void act(`me/buddies/${b.id}/answer`, { agree: true })}
              >
                {w('buddyYes')}
              </Button>
              <Button disabled={!can} onClick={() => void act(`me/buddies/${b.id}/answer`, { agree: false })}>
                {w('buddyNo')}
              </Button>
            </div>
          ) : (
            <Button
              look="quiet"
              disabled={!can}
              onClick={() => void act(`me/buddies/${b.id}/withdrawal`, {})}
            >
              {w('buddyCannot')}
            </Button>
          )}
        </article>
      ))}
    </section>
  );
}

/** Swaps that others ask for. */
export function Questions({ data, can, act }: Doing) {
  const questions = data.requests.filter((r) => r.can.includes('answer'));
  if (questions.length === 0) return null;
  const answer = (id: string, agree: boolean) => act(`me/shift-requests/${id}/answer`, { agree });
  return (
    <section class="shifts">
      <h2>{w('questions')}</h2>
      {questions.map((q) => (
        <article class="notice" key={q.id}>
          <p>{w('swapAsks', { name: q.who, gets: span(q), gives: q.other ? span(q.other) : '' })}</p>
          <div class="grid">
            <Button look="main" disabled={!can} onClick={() => void answer(q.id, true)}>
              {w('agree')}
            </Button>
            <Button disabled={!can} onClick={() => void answer(q.id, false)}>
              {w('no')}
            </Button>
          </div>
        </article>
      ))}
    </section>
  );
}

/** What one asked for, and what became of it. */
export function Asked({ data, can, act }: Doing) {
  const mine = data.requests.filter((r) => r.isMine);
  if (mine.length === 0) return null;
  return (
    <section class="shifts">
      <h2>{w('asked')}</h2>
      {mine.map((r) => (
        <article class="notice" key={r.id}>
          <p>
            {what(r)}
            <br />
            <span class="soft">
              {w(`state.${r.state}`, { name: r.who })}
              {r.why && `: ${r.why}`}
            </span>
          </p>
          {r.can.includes('withdraw') && (
            <Button
              look="quiet"
              disabled={!can}
              onClick={() => void act(`me/shift-requests/${r.id}/withdrawal`, {})}
            >
              {w('withdraw')}
            </Button>
          )}
        </article>
      ))}
    </section>
  );
}

const what = (r: OwnRequest) =>
  r.kind === 'swap'
    ? w('swapMine', { name: r.who, gives: span(r), gets: r.other ? span(r.other) : '' })
    : w(`${r.kind}.what`, { span: span(r) });
