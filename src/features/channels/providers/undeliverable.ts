/** The provider will never take this message. `code` is the provider's own, for the ledger. */
export class Undeliverable extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`undeliverable: ${code}`);
    this.code = code;
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
