import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Empty } from '../kit/states.tsx';
import { VerbButton } from '../kit/verb.tsx';

export const NotHere = () => (
  <main className="screen">
    <Empty title="There is no such screen">
      <Link to="/">Back to the board</Link>
    </Empty>
  </main>
);

/** A screen that failed; the rest of the desk goes on. */
export const Crashed = ({ error, reset }: ErrorComponentProps) => (
  <main className="screen">
    <div className="trouble" role="alert">
      <p className="trouble-title">This screen has failed</p>
      <p>Nothing you had sent is lost. It is our fault: {(error as Error).message}</p>
      <VerbButton onClick={reset}>Try again</VerbButton>{' '}
      <VerbButton onClick={() => location.reload()}>Load the desk again</VerbButton>
    </div>
  </main>
);
