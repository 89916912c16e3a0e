/** An account of Signal as signal-cli names it: its number where that is known, its id (ACI) where that is. */
export interface SignalAccount {
  number: string | null;
  uuid: string | null;
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Can this be a Signal address: a phone number, or the id of an account? */
export const isSignalAddress = (address: string): boolean =>
  uuid.test(address) || /^\+[1-9]\d{6,14}$/.test(address);

/** All addresses of an account: its id first, which stays when the number is hidden or changes. */
export const addressesOfAccount = ({ number, uuid: id }: SignalAccount): string[] =>
  [id, number].flatMap((address) => (address && isSignalAddress(address) ? [address.toLowerCase()] : []));
