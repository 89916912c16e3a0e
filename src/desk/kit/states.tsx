import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { ApiProblem } from './api.ts';
import { barred } from './barred.ts';
import { useSession } from './session.ts';
import { VerbButton } from './verb.tsx';

/** Nothing here, and what that means. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {children && <p>{children}</p>}
  </div>
);

export const Loading = ({ lines = 3 }: { lines?: number }) => (
  <div className="loading" role="status" aria-label="Loading">
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: grey bars that never move
      <span key={line} className="loading-bar" />
    ))}
  </div>
);

/** What went wrong, what was kept, what to do. */
export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div className="trouble" role="alert">
      <p className="trouble-title">{problem?.title ?? 'Something went wrong on this screen'}</p>
      <p>{problem?.message}</p>
      <p className="soft">{[problem?.kept, problem?.next].filter(Boolean).join(' ')}</p>
      {again && <VerbButton onClick={again}>Try again</VerbButton>}
    </div>
  );
}

/** The screen is not of this person's roles: the frame says so in place of it. */
function Barred() {
  const { roles } = useSession();
  useEffect(() => barred.set({ at: location.pathname, roles }), [roles]);
  return null;
}

/** The usual three states of something that is read. What was read before stays while the connection is away. */
export function Loaded<T>({
  query,
  lines,
  children,
}: {
  query: UseQueryResult<T, Error>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  const had = useRef(false);
  if (query.data !== undefined) {
    had.current = true;
    return children(query.data);
  }
  const { error } = query;
  if (error instanceof ApiProblem && error.kind === 'forbidden' && !had.current) return <Barred />;
  if (query.error) return <Trouble error={query.error} again={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
