import { Dialog } from '../../../desk/kit/dialog.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Branch } from '../../playbooks/contract.ts';
import { branchOpen } from './branches.ts';

/** Which kind of call it is: one digit opens what to say. */
export function ChooseBranch({ branches }: { branches: readonly Branch[] }) {
  return (
    <Dialog title="What kind of call is it?" onClose={() => branchOpen.set(null)}>
      <ul
        className="branch-kinds"
        onKeyDown={(event) => {
          const branch = branches[Number(event.key) - 1];
          if (!branch || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          branchOpen.set(branch.kind);
        }}
      >
        {branches.map(({ kind, name }, at) => (
          <li key={kind}>
            <VerbButton keyHint={String(at + 1)} first={at === 0} onClick={() => branchOpen.set(kind)}>
              {name.en}
            </VerbButton>
          </li>
        ))}
      </ul>
      <p className="soft">Opening one writes nothing down.</p>
    </Dialog>
  );
}
