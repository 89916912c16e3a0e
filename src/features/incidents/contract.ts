import { z } from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';
import { type Opened, sealable, sealed } from '../../platform/http/sealed.ts';
import { Point } from '../places/contract.ts';
import {
  CHANGES,
  FINDINGS,
  LURE_SIGNS,
  MISSING,
  RESPONSES,
  RULES,
  SAYS,
  SOURCE_KINDS,
  VERIFICATIONS,
} from './contract/codes.ts';

export * from './contract/codes.ts';

export const limits = { words: 4000, label: 200, sources: 200 };

const id = z.uuid();
const when = z.iso.datetime();
const code = z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,59}$/));
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.words));
const by = z.object({ personId: z.nullable(id), callSign: z.nullable(z.string()) });

export const Incident = z.object({
  id,
  /** Counts up within the network: #482. */
  number: z.int(),
  playbook: z.string(),
  kind: z.string(),
  zone: z.nullable(z.object({ id, name: z.string() })),
  chapterId: z.nullable(id),
  /** The place in words. */
  label: z.string(),
  point: z.nullable(Point),
  accuracyM: z.nullable(z.int()),
  /** H3, resolution 9. */
  cell: z.nullable(z.string()),
  seenAt: when,
  openedAt: when,
  verification: z.enum(VERIFICATIONS),
  response: z.enum(RESPONSES),
  sources: z.int(),
  pictures: z.int(),
  outcome: z.nullable(z.string()),
  concludedAt: z.nullable(when),
  mergedInto: z.nullable(id),
  drill: z.boolean(),
  /** What the reader may do with it: read, check, verify, source, merge, split, conclude, undo, note, export. */
  can: z.array(z.string()),
});
export type Incident = z.infer<typeof Incident>;

export const Source = z.object({
  id,
  kind: z.enum(SOURCE_KINDS),
  reportId: z.nullable(id),
  callSign: z.nullable(z.string()),
  firstHand: z.boolean(),
  picture: z.boolean(),
  says: z.enum(SAYS),
  onScene: z.boolean(),
  trained: z.boolean(),
  at: when,
  /** Sources with the same number come from the same origin: they count once. */
  originGroup: z.int(),
  movedFrom: z.nullable(id),
});
export type Source = z.infer<typeof Source>;

export const VerificationRow = z.object({
  id,
  state: z.enum(VERIFICATIONS),
  finding: z.nullable(z.enum(FINDINGS)),
  rule: z.nullable(z.enum(RULES)),
  sourceIds: z.array(id),
  by,
  at: when,
});
export type VerificationRow = z.infer<typeof VerificationRow>;

export const Confirmable = z.object({
  offered: z.boolean(),
  rule: z.nullable(z.enum(RULES)),
  missing: z.array(z.enum(MISSING)),
  /** The sources that it would rest on. */
  sourceIds: z.array(id),
});
export type Confirmable = z.infer<typeof Confirmable>;

export const Change = z.object({
  id,
  kind: z.enum(CHANGES),
  by,
  at: when,
  /** The other incident or the report it was about. */
  subject: z.nullable(id),
});
export type Change = z.infer<typeof Change>;

export const IncidentDetail = z.extend(Incident, {
  /** Who sees to it that it is decided and ended; null: nobody does. */
  ledBy: z.nullable(by),
  sourceList: z.array(Source),
  verifications: z.array(VerificationRow),
  confirmable: Confirmable,
  lureSigns: z.array(z.enum(LURE_SIGNS)),
  /** What can be taken back, the newest first. */
  undoable: z.array(Change),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

const entry = {
  id,
  /** When it happened; `notedAt` is when it was written down. */
  at: when,
  notedAt: when,
  kind: z.string(),
  actorKind: z.enum(['person', 'resident', 'system']),
  callSign: z.nullable(z.string()),
  subject: z.nullable(id),
  data: z.record(z.string(), z.unknown()),
};
export const SentEntry = z.object({ ...entry, words: z.nullable(sealed(z.string())) });
export type SentEntry = z.infer<typeof SentEntry>;
export type Entry = Opened<SentEntry>;

const params = z.object({ id });

export const listIncidents = endpoint({
  method: 'GET',
  path: '/api/v1/incidents',
  summary: 'Incidents, open ones first seen first; `open=0` gives the concluded ones, newest first',
  query: z.object({ open: z.optional(z.enum(['0', '1'])) }),
  out: z.object({ items: z.array(Incident) }),
});

export const readIncident = endpoint({
  method: 'GET',
  path: '/api/v1/incidents/:id',
  summary: 'One incident with its sources, its verification and what can be undone',
  params,
  out: IncidentDetail,
});

export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/v1/incidents/:id/timeline',
  summary: 'Everything that happened to an incident, the oldest first',
  params,
  out: z.object({ items: z.array(SentEntry) }),
});

export const openIncident = endpoint({
  method: 'POST',
  path: '/api/v1/incidents',
  summary: 'Open an incident at a place; from a report use the report’s own address',
  body: z.object({
    id,
    kind: z.optional(code),
    label: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.label)),
    point: z.optional(Point),
    accuracyM: z.optional(z.int().check(z.gte(0), z.lte(50_000))),
    seenAt: z.optional(when),
    drill: z.optional(z.boolean()),
  }),
  out: IncidentDetail,
});

const act = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/incidents/:id/${verb}`,
    summary,
    params,
    out: IncidentDetail,
  });

export const leadIncident = act('lead', 'I lead it from now on');
export const checkIncident = act('check', 'Begin to check it: unverified → checking');

export const verifyIncident = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/verifications',
  summary: 'Decide what the check found; `confirmed` only when the playbook’s rule is met',
  params,
  body: z.object({ id, finding: z.enum(FINDINGS) }),
  out: IncidentDetail,
});

export const addSource = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/sources',
  summary:
    'Write down what somebody told the desk, or the desk saw itself. A verifier’s finding goes by their assignment.',
  params,
  body: z.object({
    id,
    /** Whose eyes; the writer’s own where it is left out. */
    personId: z.optional(id),
    kind: z.enum(['observer', 'desk']),
    says: z.enum(SAYS),
    onScene: z.boolean(),
    firstHand: z.boolean(),
    picture: z.boolean(),
  }),
  out: IncidentDetail,
});

export const mergeIncident = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/merge',
  summary: 'Merge this incident into another: its sources move, it stays as a pointer',
  params,
  body: z.object({ into: id }),
  out: IncidentDetail,
});

export const splitIncident = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/split',
  summary: 'Take some sources out into a new incident',
  params,
  body: z.object({
    id,
    sourceIds: z.array(id).check(z.minLength(1), z.maxLength(limits.sources)),
    label: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.label))),
  }),
  out: IncidentDetail,
});

export const concludeIncident = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/conclude',
  summary: 'Conclude it with an outcome of the playbook; everyone out is stood down',
  params,
  body: z.object({ outcome: code }),
  out: IncidentDetail,
});

export const undoChange = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/changes/:id/undo',
  summary: 'Take back a link, unlink, merge, split or conclusion',
  params,
  out: IncidentDetail,
});

export const addNote = endpoint({
  method: 'POST',
  path: '/api/v1/incidents/:id/notes',
  summary: 'Write a note on the timeline',
  params,
  body: z.object({ id, words: sealable(words) }),
  words: ['words'],
  out: SentEntry,
});

/** Format of the export; a change that readers must know of gets a new number. */
export const EXPORT_VERSION = 1;

const exported = {
  format: z.literal('porchlight-incident'),
  version: z.literal(EXPORT_VERSION),
  exportedAt: when,
  network: z.string(),
  incident: z.omit(Incident, { can: true }),
  sources: z.array(Source),
  verifications: z.array(VerificationRow),
};
/** The export as it is saved: a browser has opened the words. */
export const IncidentExport = z.object({
  ...exported,
  timeline: z.array(z.object({ ...entry, words: z.nullable(z.string()) })),
});
export type IncidentExport = z.infer<typeof IncidentExport>;
const SentExport = z.object({ ...exported, timeline: z.array(SentEntry) });
export type SentExport = z.infer<typeof SentExport>;
export type OpenedExport = Opened<SentExport>;

export const exportIncident = endpoint({
  method: 'GET',
  path: '/api/v1/incidents/:id/export',
  summary:
    'The incident and its whole timeline; once the words are opened it is what the published schema says',
  params,
  out: SentExport,
});

export const exportSchema = endpoint({
  method: 'GET',
  path: '/api/v1/schemas/incident-export.json',
  summary: 'JSON Schema of the export',
  open: true,
  out: z.record(z.string(), z.unknown()),
});
