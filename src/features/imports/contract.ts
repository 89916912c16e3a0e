import * as z from 'zod/mini';
import { endpoint } from '../../platform/http/endpoint.ts';

/** Sign-up sheets as CSV; people as OSDI; rota sheets as CSV; the numbers of a group in an old chat. */
export const KINDS = ['people', 'osdi', 'group', 'rota'] as const;
export type ImportKind = (typeof KINDS)[number];

/** More rows than this are not read; those before them are kept. */
export const MOST_ROWS = 1_000_000;
/** Of a file, in bytes. A million rows of six columns have about 100 MB. */
const mostBytes = 200 * 1024 * 1024;
/** OSDI is read whole; it is JSON, and comes a page of people at a time. */
const mostOfOsdi = 32 * 1024 * 1024;
/** What is read of a file of that kind, in bytes. */
export const bytesOf = (kind: ImportKind): number => (kind === 'osdi' ? mostOfOsdi : mostBytes);
/** So many days what was uploaded is kept, and an import can be undone. */
export const KEPT_DAYS = 7;

/** What a column holds. `skip`: nothing that we need, and so it is not read. */
export const PEOPLE_FIELDS = [
  ...(['name', 'given', 'family', 'phone', 'signal', 'email'] as const),
  ...(['languages', 'wants', 'zone', 'kind'] as const),
] as const;
export const ROTA_FIELDS = ['callSign', 'name', 'day', 'from', 'to', 'wants'] as const;
export const FIELDS = [...new Set([...PEOPLE_FIELDS, ...ROTA_FIELDS]), 'skip'] as const;
export const Field = z.enum(FIELDS);
export type Field = (typeof FIELDS)[number];

/** What is wrong with a row or one of its cells. */
export const FAULTS = [
  ...(['quote', 'bytes', 'long', 'cells', 'limit', 'cut', 'json'] as const),
  ...(['no address', 'phone', 'email', 'zone', 'language', 'kind'] as const),
  ...(['nobody', 'two', 'day', 'time', 'gap', 'role', 'past', 'taken', 'untrained'] as const),
] as const;
export type FaultCode = (typeof FAULTS)[number];

/** `reading`: the file is coming in. The rest in its order; `dropped`: thrown away, by somebody or after seven days. */
export const STATES = [
  ...(['reading', 'mapping', 'looking', 'looked', 'applying', 'applied'] as const),
  ...(['undoing', 'undone', 'dropped'] as const),
] as const;
export type State = (typeof STATES)[number];

const when = z.iso.datetime();
const count = z.int();
const byId = z.object({ id: z.uuid() });

export const Counts = z.object({
  rows: count,
  new: count,
  /** Here already, by an address, or earlier in the same file. */
  known: count,
  /** Alike by name with somebody: a person decides. */
  likely: count,
  faulty: count,
  /** Taken without a cell that could not be read. */
  partly: count,
});
export type Counts = z.infer<typeof Counts>;

export const Format = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  /** Whether the first row names the columns. */
  header: z.boolean(),
  bytes: count,
  /** It was too big: what came after is not here. */
  cut: z.boolean(),
});
export type Format = z.infer<typeof Format>;

export const Import = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  chapterId: z.uuid(),
  /** Call sign. */
  by: z.string(),
  at: when,
  state: z.enum(STATES),
  format: z.nullable(Format),
  counts: Counts,
  /** Rows done of the pass that is under way, and how many there are where that is known. */
  done: count,
  of: z.nullable(count),
  /** When what was uploaded goes. */
  keptUntil: z.nullable(when),
  undoUntil: z.nullable(when),
  /** Made by it and still here; left by an undo, as somebody had touched them. */
  made: count,
  stayed: count,
  /** Rows that wait for somebody to say whether they are the same person. */
  asks: count,
  can: z.array(z.string()),
});
export type Import = z.infer<typeof Import>;

export const listImports = endpoint({
  method: 'GET',
  path: '/api/v1/imports',
  summary: 'Imports of the chapters that the actor looks after, the newest first',
  out: z.object({
    items: z.array(Import),
    /** Chapters that go on in their old chat, too. */
    beside: z.array(z.uuid()),
  }),
});

export const startImport = endpoint({
  method: 'POST',
  path: '/api/v1/imports',
  summary: 'Begin an import into a chapter; the file follows. The same id again is the same import',
  body: z.object({ id: z.uuid(), kind: z.enum(KINDS), chapterId: z.uuid() }),
  out: Import,
});

export const uploadFile = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/file',
  summary: 'The file itself, as multipart with one part; another one takes its place until it is applied',
  params: byId,
  out: Import,
});

/** A group as Signal knows it. */
const groupId = z.string().check(z.minLength(1), z.maxLength(200));

export const listOldChats = endpoint({
  method: 'GET',
  path: '/api/v1/old-chats',
  summary: 'Groups of Signal in which the network’s own account is, by name and number of people',
  out: z.object({
    items: z.array(z.object({ id: groupId, name: z.string(), people: count })),
  }),
});

export const takeOldChat = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/old-chat',
  summary: 'Take the numbers of such a group in place of a file',
  params: byId,
  body: z.object({ group: groupId }),
  out: Import,
});

export const setBesideOldChat = endpoint({
  method: 'PUT',
  path: '/api/v1/imports/beside/:id',
  summary: 'Whether a chapter goes on in its old chat, too; who comes in is told so',
  params: byId,
  body: z.object({ beside: z.boolean() }),
  out: z.object({ beside: z.boolean() }),
});

const text = z.string();

export const readImport = endpoint({
  method: 'GET',
  path: '/api/v1/imports/:id',
  summary: 'One import: its columns, what each holds, its first rows while they are kept, and how far it is',
  params: byId,
  out: z.object({
    item: Import,
    /** In their order, by what the first row calls them; without such a row they are numbered. */
    columns: z.array(z.object({ name: text, field: Field })),
    /** Its first rows, as text; nothing in them is run. */
    first: z.array(z.object({ line: count, cells: z.array(text) })),
  }),
});

export const mapImport = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/mapping',
  summary: 'Say what each column holds; every row is then looked at, and nothing is written yet',
  params: byId,
  body: z.object({
    fields: z.array(Field).check(z.maxLength(100)),
    header: z.boolean(),
  }),
  out: Import,
});

export const applyImport = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/application',
  summary: 'Take the good rows in, in the background; what was uploaded goes when that is done',
  params: byId,
  body: z.object({ tell: z.boolean() }),
  out: Import,
});

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/undo',
  summary: 'Remove what this import alone made and nobody has touched since, within seven days',
  params: byId,
  body: z.object({}),
  out: Import,
});

export const dropImport = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/removal',
  summary: 'Throw away what was uploaded, before anything of it was taken in',
  params: byId,
  body: z.object({}),
  out: Import,
});

export const Fault = z.object({
  line: count,
  /** Which column, where one is meant. */
  field: z.nullable(Field),
  code: z.enum(FAULTS),
  /** The row was taken all the same, without this cell. */
  taken: z.boolean(),
});
export type Fault = z.infer<typeof Fault>;

export const listFaults = endpoint({
  method: 'GET',
  path: '/api/v1/imports/:id/faults',
  summary: 'What is wrong, by line; nothing of a person is in it',
  params: byId,
  query: z.object({
    after: z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(2_000_000_000)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(20_000)), 50),
  }),
  out: z.object({ items: z.array(Fault), more: z.boolean() }),
});

export const Ask = z.object({
  line: count,
  /** As in the file. */
  name: text,
  /** The last figures of a number, the first letter of a mail. */
  address: z.nullable(text),
  /** Whom it is like. */
  callSign: text,
  likeName: text,
});
export type Ask = z.infer<typeof Ask>;

export const listAsks = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/asks',
  summary: 'Rows that are likely somebody who is here, ten at most; each counts as a look',
  params: byId,
  body: z.object({}),
  out: z.object({ items: z.array(Ask), more: z.boolean() }),
});

export const decideAsk = endpoint({
  method: 'POST',
  path: '/api/v1/imports/:id/asks/:line',
  summary: 'Say whether a row is the person whom it is like; once said it stands',
  params: z.object({
    id: z.uuid(),
    line: z.coerce.number().check(z.int(), z.gte(1), z.lte(2_000_000_000)),
  }),
  body: z.object({ same: z.boolean() }),
  out: Import,
});

export const listStayed = endpoint({
  method: 'GET',
  path: '/api/v1/imports/:id/stayed',
  summary: 'Who stayed when it was undone, and why',
  params: byId,
  out: z.object({ items: z.array(z.object({ personId: z.uuid(), callSign: text, why: text })) }),
});
