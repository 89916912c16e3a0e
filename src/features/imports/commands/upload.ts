import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../../../platform/context.ts';
import type { Call } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import { conflict, invalid, refused } from '../../../platform/problem.ts';
import { bytesOf, type Format, type Import } from '../contract.ts';
import {
  delimiterOf,
  EncodingGuess,
  guessFields,
  isHeader,
  notAList,
  OSDI_FIELDS,
  type Row,
  type Wrong,
} from '../rules.ts';
import * as store from '../store.ts';
import { changed, load, shown } from './common.ts';
import { pieceBound, Rows } from './rows.ts';

const pieceBytes = 192 * 1024;
/** So many rows are shown to choose columns by. */
const firstRows = 8;

const whatItIs: Record<Wrong, [string, string]> = {
  picture: ['This is a picture, not a list.', 'Type the list, or choose the file with the rows.'],
  pdf: ['This is a PDF, not a list.', 'Open the list that it was made from and save that as CSV.'],
  workbook: [
    'This is a workbook of a spreadsheet.',
    'Open it there, save the sheet as CSV, and choose that file.',
  ],
  binary: ['This is no text.', 'Open it in the program that it is from and save it as CSV.'],
  empty: ['This file is empty.', 'Choose the file with the rows.'],
};

/** A file as it comes in; `truncated` once more came than is read. */
export type Incoming = AsyncIterable<Buffer> & { truncated?: boolean };

/** The file of an upload; see `takeFile`. Throws 400 for what is no upload. */
export async function takeUpload(call: Call, id: string, request: FastifyRequest): Promise<Import> {
  const { kind } = await call.tx((ctx) => load(ctx, id, 'upload'));
  const limits = { fileSize: bytesOf(kind) };
  // What is beyond the limit is said, and what came before it kept.
  const part = request.isMultipart() ? await request.file({ limits, throwFileSizeLimit: false }) : null;
  if (!part) throw invalid([{ path: 'body', message: 'must be multipart with one file' }]);
  return takeFile(call, id, part.file);
}

/**
 * Takes a file in, piece by piece, each encrypted; then reads its first rows and guesses what its columns hold. Another file
 * takes the place of one that came before, until that is applied. Throws 409 while it is being applied, 422 for what is no list.
 */
export async function takeFile(call: Call, id: string, file: Incoming): Promise<Import> {
  await call.tx(async (ctx) => {
    mayTake(await load(ctx, id, 'upload', { lock: true }));
    await store.deletePieces(ctx, id);
    await store.deleteFaults(ctx, id);
    await store.updateImport(ctx, id, { state: 'reading', head: null, done: 0, rows: null, counts: {} });
  });
  const guess = new EncodingGuess();
  let bytes = 0;
  let n = 0;
  for await (const piece of inPieces(file)) {
    if (n === 0) mustBeList(piece);
    guess.push(piece);
    bytes += piece.length;
    await keep(call, id, n++, piece);
  }
  if (n === 0) mustBeList(Buffer.alloc(0));
  const encoding = guess.end();
  return call.tx(async (ctx) => {
    const row = await load(ctx, id, 'upload', { lock: true });
    const plain = { encoding, delimiter: ',', header: false, bytes, cut: file.truncated === true };
    const format: Format = row.kind === 'osdi' ? plain : await formatOf(ctx, row, plain);
    await store.updateImport(ctx, id, { state: 'mapping', format, ...(await headOf(ctx, row, format)) });
    await changed(ctx, id);
    return shown(ctx, await load(ctx, id, 'upload'));
  });
}

function mayTake({ state }: store.ImportRow): void {
  if (['reading', 'mapping', 'looking', 'looked'].includes(state)) return;
  throw conflict(
    'This import has been applied or thrown away.',
    { state },
    'Begin a new one for another file.',
  );
}

function mustBeList(head: Buffer): void {
  const wrong = notAList(head);
  if (wrong) throw refused(...whatItIs[wrong]);
}

/** Whoever uploads twice at once is told so; the pieces of two files never mix. */
async function keep(call: Call, importId: string, n: number, piece: Buffer): Promise<void> {
  const kept = await call.tx((ctx) => {
    const id = newId();
    return store.insertPiece(ctx, {
      ...{ id, importId, n },
      body: ctx.vault.encrypt(piece.toString('base64'), pieceBound(id)),
    });
  });
  if (!kept)
    throw conflict('Another file is coming in for this import.', {}, 'Wait for it, or begin a new import.');
}

async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    waiting.push(part);
    length += part.length;
    if (length < pieceBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** The delimiter out of the first piece, and whether the first row names the columns. */
async function formatOf(ctx: Ctx, row: store.ImportRow, plain: Format): Promise<Format> {
  const piece = (await store.selectPiece(ctx, row.id, 0))!;
  const bytes = Buffer.from(ctx.vault.decrypt<string>(piece.body, pieceBound(piece.id)), 'base64');
  const delimiter = delimiterOf(new TextDecoder(plain.encoding).decode(bytes));
  const format = { ...plain, delimiter };
  const [first] = await new Rows({ ...row, format }).next(ctx, 1);
  return { ...format, header: first !== undefined && isHeader(first.cells) };
}

export interface Head {
  header: string[] | null;
  first: Row[];
}

export const headBound = (id: string) => ({ record: id, field: 'head' });

async function headOf(ctx: Ctx, row: store.ImportRow, format: Format) {
  const rows = await new Rows({ ...row, format: { ...format, header: false } }).next(ctx, firstRows + 1);
  const header = format.header ? rows[0]!.cells : null;
  const first = (format.header ? rows.slice(1) : rows).slice(0, firstRows);
  const cells = first.filter(({ fault }) => !fault).map((r) => r.cells);
  const short = (texts: string[]) => texts.slice(0, 100).map((text) => text.slice(0, 200));
  const head: Head = {
    header: header && short(header),
    first: first.map(({ line, cells }) => ({ line, cells: short(cells) })),
  };
  return {
    head: ctx.vault.encrypt(head, headBound(row.id)),
    fields: row.kind === 'osdi' ? [...OSDI_FIELDS] : guessFields(row.kind, header, cells).slice(0, 100),
  };
}
