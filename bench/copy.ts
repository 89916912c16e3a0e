import type pg from 'pg';

/** What the driver calls while a COPY runs; it has no COPY of its own. */
interface Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** `COPY … FROM STDIN` of rows in the text format: the fastest that PostgreSQL takes rows in. */
export const copyIn = (client: pg.Client, text: string, rows: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const nothing = () => {};
    const copy = {
      submit: (connection: Connection) => connection.query(text),
      handleCopyInResponse(connection: Connection) {
        connection.sendCopyFromChunk(rows);
        connection.endCopyFrom();
      },
      handleCommandComplete: nothing,
      handleRowDescription: nothing,
      handleDataRow: nothing,
      handlePortalSuspended: nothing,
      handleEmptyQuery: nothing,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    };
    client.query(copy as unknown as pg.Submittable);
  });
