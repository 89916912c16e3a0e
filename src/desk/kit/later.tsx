import { type ComponentType, useEffect, useState } from 'react';
import { Loading } from './states.tsx';
import { VerbButton } from './verb.tsx';

/**
 * A part that is fetched when it is first shown. Where it cannot be fetched it says so in its own place: what stands
 * around it, and what was typed there, stays.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, lines = 3): ComponentType<P> {
  let Part: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [state, setState] = useState<'loading' | 'here' | 'failed'>(Part ? 'here' : 'loading');
    useEffect(() => {
      if (state !== 'loading') return;
      load().then(
        (loaded) => {
          Part = loaded;
          setState('here');
        },
        () => setState('failed'),
      );
    }, [state]);
    if (Part) return <Part {...props} />;
    if (state === 'loading') return <Loading lines={lines} />;
    return (
      <div className="trouble" role="alert">
        <p>
          This part could not be fetched: there is no connection, or the desk is newer than this page. What
          you typed is kept.
        </p>
        <div className="verbs">
          <VerbButton onClick={() => setState('loading')}>Try again</VerbButton>
          <VerbButton onClick={() => location.reload()}>Load the desk again</VerbButton>
        </div>
      </div>
    );
  };
}
