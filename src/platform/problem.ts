export interface FieldError {
  /** Dotted path of the field, e.g. `body.where.text`. */
  path: string;
  message: string;
}

/**
 * An error that a person can meet: what happened (`detail`), what was kept, what to do next.
 * The edge turns it into RFC 9457 problem details or into a page.
 */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly kept: string | undefined;
  readonly next: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly facts: Record<string, string | number> | undefined;

  constructor(
    status: number,
    kind: string,
    title: string,
    detail: string,
    more: {
      kept?: string;
      next?: string;
      errors?: FieldError[];
      facts?: Record<string, string | number>;
    } = {},
  ) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.detail = detail;
    this.kept = more.kept;
    this.next = more.next;
    this.errors = more.errors;
    this.facts = more.facts;
  }

  /** The RFC 9457 body. */
  toJSON() {
    return {
      type: `/problems/${this.kind}`,
      title: this.title,
      status: this.status,
      detail: this.detail,
      kept: this.kept,
      next: this.next,
      errors: this.errors,
      ...this.facts,
    };
  }
}

/** Nothing by that id within what the actor may see. */
export const notFound = (noun: string) =>
  new Problem(404, 'not-found', 'Not found', `There is no such ${noun}, or it is not yours to see.`, {
    next: 'Go back and open it from the list.',
  });

/** Known, but not allowed. */
export const forbidden = (what: string) =>
  new Problem(403, 'forbidden', 'Not allowed', `Your role does not allow: ${what}.`, {
    kept: 'Nothing was changed.',
    next: 'Ask a coordinator if you need this.',
  });

/** Somebody was first, or the thing has moved on. `facts` may say who and when. */
export const conflict = (
  detail: string,
  facts?: Record<string, string | number>,
  next = 'Look at it again as it is now.',
) => new Problem(409, 'conflict', 'It has changed', detail, { kept: 'Nothing was changed.', next, facts });

/** An allowance is used up; `facts` may say when there is more. */
export const usedUp = (detail: string, next: string, facts?: Record<string, string | number>) =>
  new Problem(429, 'used-up', 'Used up for now', detail, { kept: 'Nothing was changed.', next, facts });

/** Well-formed, but a rule says no. */
export const refused = (detail: string, next?: string, facts?: Record<string, string | number>) =>
  new Problem(422, 'refused', 'Refused by a rule', detail, { kept: 'Nothing was changed.', next, facts });

/** Input that cannot be used; every field's error at once. */
export const invalid = (errors: FieldError[]) =>
  new Problem(
    400,
    'invalid',
    'Some of this cannot be used',
    errors.map((e) => `${e.path}: ${e.message}`).join('; '),
    {
      kept: 'Nothing was changed.',
      next: 'Correct the fields named and send it again.',
      errors,
    },
  );

/** Words in plain where a browser could have sealed them. */
export const unsealed = (fields: readonly string[]) =>
  new Problem(
    422,
    'unsealed',
    'Words must come sealed',
    'The members of this network hold its keys, so a browser seals what is typed before it sends it.',
    {
      kept: 'Nothing was changed; what you typed is still on your screen.',
      next: 'Reload the page and send it again. A program seals with the keys of /api/v1/keys/listed.',
      errors: fields.map((field) => ({ path: `body.${field}`, message: 'was not sealed' })),
    },
  );

/** Not signed in. */
export const unauthenticated = () =>
  new Problem(401, 'sign-in', 'Sign in first', 'You are not signed in, or your session has ended.', {
    kept: 'What you typed is still on your screen.',
    next: 'Sign in and try again.',
  });

/** A device-bound session whose token has served its time: the device must sign this to get a new one. */
export const mustRenew = (due: { session: string; due: string }) =>
  new Problem(401, 'renew', 'Prove that this is your phone', 'This sign-in needs a new proof by its phone.', {
    kept: 'What you typed is still on your screen.',
    next: 'The app sends it by itself. If it does not, sign in on this phone again.',
    facts: due,
  });

/** Tried too often; `seconds` until the next try counts. */
export const tooSoon = (seconds: number) =>
  new Problem(429, 'wait', 'Too many tries', `This was tried too often. Wait ${seconds} s, then try again.`, {
    kept: 'Nothing is locked or lost.',
    next: 'Check what you typed meanwhile. A passkey that you have works at once.',
    facts: { seconds },
  });

/** More requests than anyone needs; `seconds` until there are more. */
export const askedTooOften = (most: number, seconds: number) =>
  new Problem(
    429,
    'too-often',
    'Too many requests',
    `More than ${most} requests came from here within a minute.`,
    {
      kept: 'Nothing was changed by this one; what you typed is still on your screen, and what was sent before it is kept.',
      next: `Wait ${seconds} s, then go on. Reports of what is happening now are taken all the time: /report.`,
      facts: { seconds },
    },
  );

/** Signed in, but what is asked for needs a fresh proof of who it is. */
export const mustConfirm = () =>
  new Problem(403, 'confirm', 'Confirm that it is you', 'This needs a proof from the last five minutes.', {
    kept: 'Nothing was changed; what you typed is still on your screen.',
    next: 'Confirm with your passkey, then send it again.',
  });
