import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { SealedInput, sealed } from '../../../platform/http/sealed.ts';

const id = z.uuid();
/** Who has an index of what it reads. */
const Ring = z.enum(['desk', 'legal']);
export type SearchRing = z.infer<typeof Ring>;

/** A report, or what was added to one, as the index holds it. */
const Doc = z.object({
  report: id,
  at: z.iso.datetime(),
  /** The place of a sighting; of the others the beginning of what was said. */
  title: z.string(),
  /** To find it by (`docOf`), folded, each once. */
  words: z.string(),
  /** Telephone numbers, as hashes that only the ring can make. */
  phones: z.array(z.string()),
});
export type Doc = z.infer<typeof Doc>;

/** What is sealed as one part. */
const Index = z.object({
  /** Of the ring's key that the hashes of telephone numbers were made with. */
  epoch: z.int(),
  docs: z.array(Doc),
});
export type Index = z.infer<typeof Index>;

/** How many parts or reports one call brings. */
export const searchPage = { parts: 20, docs: 100 };

export const readSearchParts = endpoint({
  method: 'POST',
  path: '/api/v1/search/parts',
  summary: 'The parts of the sealed index that are wanted; where none is, which there are, the newest first',
  body: z.object({ ring: Ring, wanted: z.array(id).check(z.maxLength(searchPage.parts)) }),
  out: z.object({ ids: z.array(id), items: z.array(z.object({ id, index: sealed(Index) })) }),
});

export const readUnsearched = endpoint({
  method: 'GET',
  path: '/api/v1/search/missing',
  summary: 'Reports and additions that no part of the index holds yet, the oldest first',
  query: z.object({ ring: Ring }),
  out: z.object({
    items: z.array(
      z.object({
        id,
        report: id,
        kind: z.enum(['sighting', 'detained', 'rights']),
        at: z.iso.datetime(),
        /** `ReportWords` of a report, `AdditionWords` of an addition. */
        said: sealed(z.record(z.string(), z.unknown())),
        contact: z.nullable(sealed(z.string())),
      }),
    ),
  }),
});

export const addSearchPart = endpoint({
  method: 'POST',
  path: '/api/v1/search/new-parts',
  summary: 'Add a part that this browser has made and sealed; not taken where another browser was first',
  body: z.object({
    id,
    ring: Ring,
    /** The reports and additions in it. */
    of: z.array(id).check(z.minLength(1), z.maxLength(searchPage.docs)),
    index: SealedInput,
  }),
  out: z.object({ taken: z.boolean() }),
});
