import type { ReactNode } from 'react';

interface CardProps {
  id: string;
  title: string;
  /** The title is somebody's words. */
  quote?: boolean;
  head: ReactNode;
  children?: ReactNode;
  selected: boolean;
  /** Moved on by someone else while it was under the cursor: stays, greyed, until one looks away. */
  gone?: boolean;
  /** A person is needed: amber edge, besides the words that say so. */
  waiting?: boolean;
  danger?: boolean;
  onOpen: () => void;
}

/** A card in a lane. The whole of it opens it; what is read out is its title, then the rest. */
export function Card({
  id,
  title,
  quote,
  head,
  children,
  selected,
  gone,
  waiting,
  danger,
  onOpen,
}: CardProps) {
  const state = danger ? ' card-danger' : waiting ? ' card-waiting' : '';
  return (
    <li className={`card${state}${gone ? ' card-gone' : ''}${selected ? ' card-selected' : ''}`}>
      <div className="card-head">
        {gone && <span className="mark mark-plain">moved on</span>}
        {head}
      </div>
      <button
        type="button"
        className={quote ? 'card-open card-quote' : 'card-open'}
        data-card={id}
        aria-current={selected || undefined}
        onClick={onOpen}
      >
        {title}
      </button>
      {children}
    </li>
  );
}
