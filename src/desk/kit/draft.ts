import { useEffect, useState } from 'react';

const prefix = 'desk.draft.';

/**
 * Typed words that outlive a reload of this tab, and nothing else: kept in session storage, gone with the tab or
 * when they are sent.
 */
export function useDraft<T>(name: string, empty: T): [T, (next: T) => void, () => void] {
  const key = prefix + name;
  const [value, setValue] = useState<T>(() => read(key) ?? empty);
  useEffect(() => {
    sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, value]);
  const clear = () => {
    setValue(empty);
    sessionStorage.removeItem(key);
  };
  return [value, setValue, clear];
}

function read<T>(key: string): T | null {
  const kept = sessionStorage.getItem(key);
  return kept ? (JSON.parse(kept) as T) : null;
}

/** On signing out: no words stay behind on a shared machine. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
