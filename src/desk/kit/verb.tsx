import type { ReactNode } from 'react';
import { KeyHint } from './keys.tsx';

interface VerbButtonProps {
  children: ReactNode;
  onClick?: () => void;
  keyHint?: string;
  /** `main` is the one thing to do here; `danger` is for danger to a person. */
  tone?: 'main' | 'good' | 'danger' | 'quiet';
  disabled?: boolean;
  busy?: boolean;
  /** Why it cannot be done now. */
  why?: string;
  submit?: boolean;
  pressed?: boolean;
  label?: string;
  /** Has the focus when its dialog opens. */
  first?: boolean;
}

/** A button with its key. One that cannot be used stays reachable and says why. */
export function VerbButton(props: VerbButtonProps) {
  const { children, onClick, keyHint, tone, disabled, busy, why, submit, pressed, label, first } = props;
  const off = disabled || busy;
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`verb${tone ? ` verb-${tone}` : ''}`}
      data-autofocus={first || undefined}
      aria-disabled={off || undefined}
      aria-pressed={pressed}
      aria-label={label}
      aria-keyshortcuts={keyHint}
      title={off ? why : undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {keyHint && <KeyHint of={keyHint} />}
      <span>{children}</span>
    </button>
  );
}
