import { type ReactNode, useState } from 'react';
import { useHeld } from '../kit/held.ts';
import { VerbButton } from '../kit/verb.tsx';

interface LaneProps<T> {
  title: string;
  items: readonly T[];
  /** Something in it needs a person: said by a shape besides the colour. */
  needs: boolean;
  selected: string | undefined;
  /** What was moved from here: it does not stay as a ghost. */
  leaving: ReadonlySet<string>;
  empty: ReactNode;
  foot?: ReactNode;
  card: (item: T, gone: boolean) => ReactNode;
}

/** A list that never jumps under the cursor: new cards wait behind "2 new" until one looks. */
export function Lane<T extends { id: string }>(props: LaneProps<T>) {
  const { title, items, needs, selected, leaving, empty, foot, card } = props;
  const [inside, setInside] = useState(false);
  const [looked, setLooked] = useState(0);
  const holding = inside || items.some(({ id }) => id === selected);
  const { shown, waiting } = useHeld(items, holding, looked, leaving, selected);
  return (
    <section
      className="lane"
      aria-label={`${title}, ${items.length}`}
      onPointerEnter={() => setInside(true)}
      onPointerLeave={() => setInside(false)}
      onFocus={() => setInside(true)}
      onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
    >
      <header className="lane-head">
        <h2>{title}</h2>
        <span className={needs ? 'lane-count needs' : 'lane-count'}>
          {needs && '▲ '}
          {items.length}
        </span>
      </header>
      <div className="lane-waiting" role="status">
        {waiting > 0 && (
          <VerbButton tone="main" onClick={() => setLooked(looked + 1)}>
            {waiting} new
          </VerbButton>
        )}
      </div>
      {shown.length === 0 ? (
        empty
      ) : (
        <ul className="cards">{shown.map(({ item, gone }) => card(item, gone))}</ul>
      )}
      {foot}
    </section>
  );
}
