import type { ReactNode } from 'react';

/** A short word in a frame. Its tone is never all it says. */
export const Mark = ({
  children,
  tone = 'plain',
  label,
}: {
  children: ReactNode;
  tone?: 'plain' | 'needs' | 'good' | 'danger' | 'who' | 'drill';
  /** What is read out in its place. */
  label?: string;
}) => (
  <span className={`mark mark-${tone}`}>
    {label ? (
      <>
        <span aria-hidden="true">{children}</span>
        <span className="unseen">{label}</span>
      </>
    ) : (
      children
    )}
  </span>
);
