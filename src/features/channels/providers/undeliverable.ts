/** The provider will never take this message. `code` is the provider's own, for the ledger. */
export class Undeliverable extends Error {
  readonly code: string;
  /** The address itself has ended and is to be forgotten. */
  readonly gone: boolean;
  constructor(code: string, { gone = false } = {}) {
    super(`undeliverable: ${code}`);
    this.code = code;
    this.gone = gone;
  }
}

/** The provider says that it did not take this message now. Any other error leaves open whether it did. */
export class NotTaken extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`not taken: ${code}`);
    this.code = code;
  }
}
