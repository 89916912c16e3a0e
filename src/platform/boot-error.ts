/** A reason not to start. The message is for the person at the terminal: one clear line a reason, and what to do. */
export class BootError extends Error {
  override name = 'BootError';
}
