import { Navigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Loading, Trouble } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.ts';
import { Detail } from './detail.tsx';
import { Lanes } from './lanes.tsx';
import { useFilter } from './search.tsx';
import { focusCard, useSelection } from './selection.ts';
import { stepTo } from './step.ts';
import { type BoardData, useBoard } from './use-board.ts';
import { useBoardKeys } from './use-board-keys.ts';

/** The board, or the first screen of those whose work is elsewhere. */
export function Board() {
  const places = usePlaces();
  const home = places[0];
  if (home && home.to !== '/') return <Navigate to={home.to} replace />;
  return <Lit />;
}

/** What came in, what is being checked, who is out; beside them the one that is open. */
function Lit() {
  const [apart, setApart] = useState(false);
  const { data, error, again } = useBoard(apart);
  if (data) return <Loaded data={data} apart={apart} onApart={() => setApart(!apart)} />;
  return (
    <main className="board-wait">
      <h1 className="unseen">Board</h1>
      {error ? <Trouble error={error} again={again} /> : <Loading lines={6} />}
    </main>
  );
}

function Loaded(props: { data: BoardData; apart: boolean; onApart: () => void }) {
  const { data: all, apart, onApart } = props;
  const { selected, select } = useSelection();
  const search = useRef<HTMLInputElement>(null);
  const { data, field } = useFilter(all, search);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  useBoardKeys({ data, selected, select, onSearch: () => search.current?.focus() });

  const open = [...data.incoming, ...data.incidents].find(({ id }) => id === selected?.id)?.id;
  const isOut = data.out.some(({ id }) => id === open);
  // The card that had the focus goes, or has gone, also to another lane, and the one that is open now came after it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a card in another lane is another card
  useEffect(() => {
    const focused = document.activeElement;
    const card = focused?.closest<HTMLElement>('[data-card]')?.dataset.card;
    if (open && (focused === document.body || (card && card !== open))) focusCard(open);
  }, [open, isOut]);

  /** What was open has moved on by our own act: to where it went, or else to the next card. */
  const onMoved = (to?: { incident: string }) => {
    if (selected) setLeaving((before) => new Set(before).add(selected.id));
    const lanes = [data.incoming.map(({ id }) => ({ kind: 'report' as const, id }))];
    const next = to
      ? { kind: 'incident' as const, id: to.incident }
      : (stepTo(lanes, selected, 1, 0) ?? stepTo(lanes, selected, -1, 0));
    select(next?.id === selected?.id ? null : next, { replace: true });
    if (next) focusCard(next.id);
  };

  return (
    <main className={selected ? 'board board-open' : 'board'}>
      <h1 className="unseen">Board</h1>
      <Lanes
        data={data}
        selected={selected}
        select={select}
        leaving={leaving}
        search={field}
        apart={apart}
        onApart={onApart}
      />
      <Detail data={all} selected={selected} select={select} onMoved={onMoved} />
    </main>
  );
}
