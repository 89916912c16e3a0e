import { store } from '../kit/store.ts';

/** While a code is on screen the desk does not come over it, though one is signed in already. Apart: the gate needs no more of the sign-in. */
export const codeIsShown = store(false);
