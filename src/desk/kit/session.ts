import { createContext, useContext } from 'react';
import type { Role, Session } from '../../features/accounts/contract.ts';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below the sign-in screen. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session above this screen');
  return session;
}

export const hasRole = (session: Session, ...wanted: Role[]) =>
  session.roles.some(({ role }) => wanted.includes(role));

/** Who works for the line; a trainer is at the desk for what is taught alone. */
export const LINE: Role[] = ['operator', 'dispatcher', 'coordinator', 'legal', 'counsel', 'admin'];

/** Two letters of a call sign, as two people on one card see each other: "Quiet Heron 7" → QH. */
export function initials(callSign: string): string {
  const parts = callSign.split(/[\s-]+/).filter((part) => /^\p{L}/u.test(part));
  return (parts.length > 1 ? parts.map((part) => part[0]).join('') : callSign).slice(0, 2).toUpperCase();
}
