import { useEffect, useState } from 'react';
import { believe } from '../../../desk/kit/believe.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { type KeyList, readList } from '../contract.ts';
import { BadList, type Roll } from '../rules.ts';

export interface Read {
  list: KeyList;
  roll: Roll | null;
}

/** The list as it is now, replayed in this browser; `bad` when it must not be believed. */
export function useRoll() {
  const query = useCall(readList, {}, { every: 60_000 });
  const [read, setRead] = useState<Read | null>(null);
  const [bad, setBad] = useState<{ why: BadList; list: KeyList } | null>(null);
  // Each reading counts, also one that says the same: what the rings need may have changed beside the list.
  const { data, dataUpdatedAt } = query;
  useEffect(() => {
    if (!data || !dataUpdatedAt) return;
    let current = true;
    believe(data).then(
      (roll) => current && setRead({ list: data, roll }),
      (error: unknown) => {
        if (!(error instanceof BadList)) throw error;
        if (current) setBad({ why: error, list: data });
      },
    );
    return () => {
      current = false;
    };
  }, [data, dataUpdatedAt]);
  return { query, read, bad };
}
