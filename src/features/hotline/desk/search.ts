import { useEffect, useState } from 'react';
import { call, opener, seal } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { ownRingKeys } from '../../../desk/kit/own-rings.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import type { SearchRing } from '../contract.ts';
import { Finder, type Hit, soughtIn } from '../rules.ts';

const finder = new Finder({
  call: (endpoint, given) => call(endpoint, given),
  opener,
  seal: async (ring, record, index) => (await seal([ring], record, { index })).index,
  newId,
  now: () => Date.now(),
});
ownRingKeys.watch(() => finder.forget());

const pauseMs = 200;
/** Shorter words begin too many others; one Chinese character says more. */
const isEnough = (typed: string) => {
  const { words, phones } = soughtIn(typed);
  return phones.length > 0 || words.some((word) => word.length > 2 || /\p{Script=Han}/u.test(word));
};

type Found = { hits: Hit[]; state: 'idle' | 'searching' | 'done' | 'failed' };
const idle: Found = { hits: [], state: 'idle' };

/** Reports and intakes in which what is typed was said, as far as one's rings read them. Looked for in this browser. */
export function useFound(typed: string): Found {
  const session = useSession();
  const wanted = useSettled(typed.trim(), pauseMs);
  const [found, setFound] = useState(idle);
  const rings: SearchRing[] = [
    ...(hasRole(session, 'operator', 'dispatcher', 'coordinator') ? (['desk'] as const) : []),
    ...(hasRole(session, 'legal') ? (['legal'] as const) : []),
  ];
  const which = rings.join();
  useEffect(() => {
    if (!isEnough(wanted) || which === '') return setFound(idle);
    let current = true;
    setFound(({ hits }) => ({ hits, state: 'searching' }));
    finder.find(which.split(',') as SearchRing[], wanted).then(
      (hits) => current && setFound({ hits, state: 'done' }),
      () => current && setFound({ hits: [], state: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [wanted, which]);
  return found;
}
