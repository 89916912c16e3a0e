import { type ReactNode, useState } from 'react';
import { Choice } from './choice.tsx';
import { Dialog } from './dialog.tsx';
import { VerbButton } from './verb.tsx';

export interface OneOf<T extends string> {
  title: string;
  legend: string;
  options: readonly { id: T; label: string; hint?: string }[];
  verb: string;
  tone?: 'main' | 'danger';
  first?: T;
  /** Above the choice. */
  children?: ReactNode;
  onPick: (id: T) => void;
  onClose: () => void;
}

/** A dialog that asks one thing: arrows or a digit, then Enter. */
export function PickOne<T extends string>(props: OneOf<T>) {
  const { title, legend, options, verb, tone = 'main', first = null, children, onPick, onClose } = props;
  const [picked, setPicked] = useState<T | null>(first);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!picked) return;
          onClose();
          onPick(picked);
        }}
      >
        {children}
        <Choice legend={legend} options={options} value={picked} onChange={setPicked} first />
        <div className="verbs">
          <VerbButton submit tone={tone} disabled={!picked} why="Choose one first" keyHint="Enter">
            {verb}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
