import { Clock } from '../../../desk/kit/age.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Change } from '../contract.ts';

const words: Record<Change['kind'], string> = {
  link: 'A report was linked',
  unlink: 'A report was taken out',
  merge: 'Another incident was merged in',
  split: 'A part was split off',
  conclude: 'It was concluded',
};

/** Acts that can be taken back, also those of others. */
export function Undoable(props: { changes: readonly Change[]; can: boolean; onUndo: (id: string) => void }) {
  const { changes, can, onUndo } = props;
  if (!can || changes.length === 0) return null;
  return (
    <details className="undoable">
      <summary>Can be taken back ({changes.length})</summary>
      <ul>
        {changes.map((change) => (
          <li key={change.id}>
            <span>
              {words[change.kind]} by {change.by.callSign ?? 'the system'}, <Clock at={change.at} />
            </span>
            <VerbButton tone="quiet" onClick={() => onUndo(change.id)}>
              Undo
            </VerbButton>
          </li>
        ))}
      </ul>
    </details>
  );
}
