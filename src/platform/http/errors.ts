import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { log, stackOf } from '../log.ts';
import { invalid, Problem } from '../problem.ts';

interface Thrown {
  code?: string;
  statusCode?: number;
  message?: string;
  name?: string;
}

const plain: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem(
    413,
    'too-large',
    'Too large',
    'What you sent is larger than this address takes.',
    {
      kept: 'Nothing of it was kept.',
      next: 'Send less: pictures and video up to 25 MB go to the upload page.',
    },
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem(
    415,
    'media-type',
    'Unknown kind of content',
    'This address does not take that content type.',
    {
      next: 'Send JSON with content-type application/json.',
    },
  ),
};

const unreadable = new Problem(
  400,
  'unreadable',
  'Could not be read',
  'What was sent is not in the form this address takes.',
  {
    kept: 'Nothing was changed.',
    next: 'Check that it is complete and valid JSON or form fields in UTF-8.',
  },
);

const away = new Problem(
  503,
  'database-away',
  'The database does not answer',
  'Porchlight cannot reach its database at the moment.',
  {
    kept: 'Nothing was changed; what you typed is still with you.',
    next: 'Try again in a few seconds. If someone is in danger, call the emergency number.',
  },
);

const unknown = new Problem(500, 'unexpected', 'Something went wrong here', 'This is our fault, not yours.', {
  kept: 'Nothing was changed.',
  next: 'Try again. If it happens again, tell an admin the time and what you did.',
});

const takenAlready = new Problem(
  409,
  'conflict',
  'It has changed',
  'Somebody did this, or something it depends on is gone.',
  {
    kept: 'Nothing was changed.',
    next: 'Look at it again as it is now.',
  },
);

/** SQLSTATE class 08, shutting down or starting (57P0x), no connection left (53300); or what the socket says. */
const lostConnection =
  /^(08|57P0|53300)|^E(CONNREFUSED|CONNRESET|PIPE|NOENT|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)$/;
const lostInWords = /timeout exceeded when trying to connect|Connection terminated|is not queryable/;

/** The reader of multipart forms throws plain errors, without code or status, at whatever it cannot read. */
const isOfForm = (error: unknown) => /[\\/]busboy[\\/]/.test((error as Error).stack ?? '');

/** Any thrown thing as the problem to show. Only what is our own fault is logged, without data. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = (error as { validationContext?: string }).validationContext ?? 'body';
    return invalid(
      error.validation.map((v) => ({
        path: [where, ...v.instancePath.split('/').filter(Boolean)].join('.'),
        message: v.message ?? 'cannot be used',
      })),
    );
  }
  const { code = '', statusCode = 500, message = '', name } = error as Thrown;
  if (plain[code]) return plain[code];
  if (code.startsWith('22') && code.length === 5) return unreadable;
  if (code === '23503' || code === '23505') return takenAlready;
  if (lostConnection.test(code) || lostInWords.test(message)) {
    log.error({ code }, 'database away');
    return away;
  }
  if (isOfForm(error)) return unreadable;
  if (statusCode >= 400 && statusCode < 500) return statusCode === 404 ? unknownPath : unreadable;
  log.error({ name, code, stack: stackOf(error) }, 'unexpected error');
  return unknown;
}

export const unknownPath = new Problem(404, 'not-found', 'Not found', 'There is nothing at this address.', {
  next: 'Check the address, or start from the first page.',
});
