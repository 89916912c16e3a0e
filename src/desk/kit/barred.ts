import type { Session } from '../../features/accounts/contract.ts';
import { store } from './store.ts';

/** An address whose screen the server does not give to these roles: the frame says there whose it is. */
export const barred = store<{ at: string; roles: Session['roles'] } | null>(null);
