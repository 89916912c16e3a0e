/** After so many tries a message counts as failed and the desk sees it. */
export const maxAttempts = 6;

/** How long a worker may keep what it has claimed; longer than the slowest batch, so that nobody sends twice. */
export const leaseMinutes = 2;

/** Minutes until the next try after `attempts` of them: ¼, ½, 1, 2, 4; urgent ones go four times as often. */
export const backoffMinutes = (attempts: number, urgent: boolean): number =>
  (0.25 * 2 ** (attempts - 1)) / (urgent ? 4 : 1);

const marks: Record<string, string> = { es: '[DRILL · SIMULACRO]', zh: '[DRILL · 演习]' };

/** Every message of a drill says so first. */
export const markDrill = (body: string, language: string): string =>
  `${marks[language] ?? '[DRILL]'} ${body}`;
