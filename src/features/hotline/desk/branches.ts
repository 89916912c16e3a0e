import { store } from '../../../desk/kit/store.ts';
import type { BranchKind } from '../../playbooks/contract.ts';

/** The branch of the script that is open in this tab, or the question which. */
export const branchOpen = store<'choosing' | BranchKind | null>(null);

export const branchKey = { word: 'Another kind of call: what to say', run: () => branchOpen.set('choosing') };
