import type { Ctx } from '../../../platform/context.ts';
import { type Format, MOST_ROWS } from '../contract.ts';
import { CsvReader, osdiRows, type Row } from '../rules.ts';
import * as store from '../store.ts';

export const pieceBound = (id: string) => ({ record: id, field: 'body' });

type Upload = Pick<store.ImportRow, 'id' | 'kind'> & { format: Format };

/**
 * The rows of an upload, read as they are asked for, piece by piece: of a file of any size little more than one piece is in
 * memory. A row more than are taken comes as one fault, and nothing after it.
 */
export class Rows {
  /** So many were handed out, and this import's `done` must say the same. */
  given = 0;
  private readonly upload: Upload;
  private readonly decoder: TextDecoder;
  private readonly csv: CsvReader;
  private waiting: Row[] = [];
  private piece = 0;
  private ended = false;
  private skipsHeader: boolean;

  constructor(upload: Upload) {
    this.upload = upload;
    this.decoder = new TextDecoder(upload.format.encoding);
    this.csv = new CsvReader(upload.format.delimiter);
    this.skipsHeader = upload.format.header;
  }

  /** The next rows, at most so many; none at the end. */
  async next(ctx: Ctx, limit: number): Promise<Row[]> {
    while (this.waiting.length < limit && !this.ended) await this.read(ctx);
    const rows = this.waiting.slice(0, limit);
    this.waiting = this.waiting.slice(limit);
    this.given += rows.length;
    return rows;
  }

  private async read(ctx: Ctx): Promise<void> {
    if (this.upload.kind === 'osdi') return this.take(osdiRows(await this.whole(ctx)), true);
    const bytes = await this.bytes(ctx);
    if (bytes) return this.take(this.csv.push(this.decoder.decode(bytes, { stream: true })), false);
    this.take([...this.csv.push(this.decoder.decode()), ...this.csv.end()], true);
  }

  private take(read: Row[], last: boolean): void {
    const rows = this.skipsHeader ? read.slice(1) : read;
    if (read.length > 0) this.skipsHeader = false;
    const room = MOST_ROWS - this.given - this.waiting.length;
    this.ended = last || rows.length > room;
    this.waiting = this.waiting.concat(rows.slice(0, room));
    if (rows.length > room) this.waiting.push({ line: rows[room]!.line, cells: [], fault: 'limit' });
    else if (last && this.upload.format.cut) this.spoilLast();
  }

  /** Of a file that was too big the last row may be half a row. */
  private spoilLast(): void {
    const half = this.waiting.pop();
    if (half) this.waiting.push({ line: half.line, cells: [], fault: 'cut' });
  }

  private async bytes(ctx: Ctx): Promise<Buffer | null> {
    const piece = await store.selectPiece(ctx, this.upload.id, this.piece);
    if (!piece) return null;
    this.piece += 1;
    return Buffer.from(ctx.vault.decrypt<string>(piece.body, pieceBound(piece.id)), 'base64');
  }

  private async whole(ctx: Ctx): Promise<string> {
    let text = '';
    for (let bytes = await this.bytes(ctx); bytes; bytes = await this.bytes(ctx))
      text += this.decoder.decode(bytes, { stream: true });
    return text + this.decoder.decode();
  }
}
