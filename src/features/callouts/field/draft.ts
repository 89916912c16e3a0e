import { useEffect, useState } from 'preact/hooks';
import { draft, dropDraft, keepDraft } from '../../../field/sync.ts';

/** Something being written, kept on this phone at every stroke until it is dropped. */
export function useDraft<T>(name: string, empty: T): [T, (value: T) => void, () => Promise<void>] {
  const [value, set] = useState(empty);
  useEffect(() => void draft<T>(name).then((kept) => kept !== undefined && set(kept)), [name]);
  const keep = (next: T) => {
    set(next);
    void keepDraft(name, next);
  };
  return [value, keep, () => dropDraft(name)];
}
