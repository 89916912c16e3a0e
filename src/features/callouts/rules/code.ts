/** I and O are left out: they read as 1 and 0. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const COUNT = LETTERS.length * 9;

const codeAt = (n: number) => `${LETTERS[Math.floor((n % COUNT) / 9)]}${(n % 9) + 1}`;

/** A code of two signs for a call-out, such as K7, that no open one has. `n` spreads them. */
export function freeCode(n: number, taken: ReadonlySet<string>): string {
  for (let i = 0; i < COUNT; i++) {
    // 101 is prime to 216: neighbours in time do not look alike.
    const code = codeAt((n * 101 + i) % COUNT);
    if (!taken.has(code)) return code;
  }
  return `${codeAt(n)}${Math.floor(n / COUNT)}`;
}

/** The part that the n-th person of a call-out takes (0 is the first). */
export const partFor = (roles: readonly string[], n: number, purpose: string): string =>
  roles[n % Math.max(1, roles.length)] ??
  (purpose === 'verify' ? 'verifier' : (['recorder', 'monitor'][n % 2] ?? 'monitor'));
