import { useVerbs } from '../kit/keys.tsx';
import { focusCard, focusDetail, type Selected } from './selection.ts';
import { type Card, stepTo } from './step.ts';
import type { BoardData } from './use-board.ts';

const lanesOf = (data: BoardData): Card[][] => [
  data.incoming.map(({ id }) => ({ kind: 'report', id })),
  data.checking.map(({ id }) => ({ kind: 'incident', id })),
  data.out.map(({ id }) => ({ kind: 'incident', id })),
];

interface Given {
  data: BoardData;
  selected: Selected;
  select: (next: Selected, options?: { replace?: boolean }) => void;
  onSearch: () => void;
}

/** J and K, arrows between lanes, Enter into the detail, Escape out of it. */
export function useBoardKeys({ data, selected, select, onSearch }: Given) {
  const move = (down: number, across = 0) => {
    const next = stepTo(lanesOf(data), selected, down, across);
    if (!next) return;
    select(next, { replace: selected !== null });
    focusCard(next.id);
  };
  useVerbs('Board', [
    { key: 'j', word: 'Next card', run: () => move(1) },
    { key: 'k', word: 'Card before', run: () => move(-1) },
    { key: 'ArrowDown', word: 'Next card', run: () => move(1), hidden: true },
    { key: 'ArrowUp', word: 'Card before', run: () => move(-1), hidden: true },
    { key: 'ArrowRight', word: 'Next lane', run: () => move(0, 1) },
    { key: 'ArrowLeft', word: 'Lane before', run: () => move(0, -1) },
    {
      key: 'Enter',
      word: 'Open, into the detail',
      run: focusDetail,
    },
    { key: 'Escape', word: 'Close the detail', run: () => select(null) },
    { key: '/', word: 'Search', run: onSearch },
  ]);
}
