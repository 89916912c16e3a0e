/** The provider will never take this message. `code` is the provider's own, for the ledger. */
export class Undeliverable extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`undeliverable: ${code}`);
    this.code = code;
  }
}
