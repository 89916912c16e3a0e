declare const encrypted: unique symbol;
declare const sealed: unique symbol;

/** Bytes under the server's key; only `vault.encrypt` makes one. */
export type Encrypted = Buffer & { [encrypted]: true };
/** Bytes to the desk's key; only `vault.seal` makes one. */
export type Sealed = Buffer & { [sealed]: true };
