import type { HeldKey } from '../../features/keys/contract.ts';
import { store } from './store.ts';

/** Ring keys that the unlocked member key opened: in this page's memory only, gone when it is locked. */
export const ownRingKeys = store<HeldKey[]>([]);
