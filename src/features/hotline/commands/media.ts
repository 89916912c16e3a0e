import { plusMinutes } from '../../../platform/clock.ts';
import { type Ctx, system } from '../../../platform/context.ts';
import { type Call, openCall, type Services } from '../../../platform/http/call.ts';
import { newId } from '../../../platform/id.ts';
import { log } from '../../../platform/log.ts';
import { fetchMedia, forgetMedia } from '../../channels/index.ts';
import { storeUpload } from '../../evidence/index.ts';
import * as store from '../store.ts';
import { addPicture, addRecording } from './add.ts';

const maxAttempts = 5;
const waitMinutes = 2;

/** What came with a report waits at the carrier: it is fetched after the report is written down. */
export async function fetchLater(ctx: Ctx, reportId: string, urls: readonly string[]): Promise<void> {
  if (urls.length === 0) return;
  const rows = urls.map((url) => {
    const id = newId();
    return { id, reportId, url: ctx.vault.encrypt(url, { record: id, field: 'url' }) };
  });
  await store.insertFetches(ctx.tx, ctx.network.id, rows, ctx.now);
}

/** Keeps a file that belongs to a report; what is restricted stays with the legal desk. */
export async function storePicture(
  call: Call,
  reportId: string,
  file: { id: string; name?: string; stream: AsyncIterable<Uint8Array> & { truncated?: boolean } },
): Promise<void> {
  const [report] = await call.tx((ctx) => store.selectReports(ctx.tx, ctx.network.id, [reportId]));
  const restricted = report?.kind === 'detained';
  const { type } = await storeUpload(call, { ownerKind: 'report', ownerId: reportId, restricted, ...file });
  // What is only heard is no picture of anything: an incident does not rest on it as one.
  await call.tx((ctx) =>
    type.startsWith('audio/') ? addRecording(ctx, reportId) : addPicture(ctx, reportId),
  );
}

/** Fetches one picture or recording that waits at the carrier; true while there may be more. A failure is tried again, five times. */
export async function fetchNext(services: Services, networkId: string): Promise<boolean> {
  const call = await openCall(services, await services.network(networkId), system, '');
  const due = await call.tx((ctx) =>
    store.takeFetch(ctx.tx, networkId, ctx.now, plusMinutes(ctx.now, waitMinutes)),
  );
  if (!due) return false;
  const vault = await services.vault(networkId);
  const url = vault.decrypt<string>(due.url, { record: due.id, field: 'url' });
  const settle = (state: 'done' | 'failed') =>
    call.tx((ctx) => store.settleFetch(ctx.tx, networkId, due.id, state));
  try {
    const answer = await fetchMedia(services.config, url);
    if (answer.status !== 200) throw new Error(`carrier ${answer.status}`);
    await storePicture(call, due.reportId, { id: due.id, stream: answer.stream });
    await settle('done');
    // We have it: the carrier need not keep it. Where it will not forget, its own time for that applies.
    await forgetMedia(services.config, url).catch((error: Error) =>
      log.warn({ fetch: due.id, name: error.name }, 'the carrier keeps what was fetched'),
    );
  } catch (error) {
    log.warn(
      { fetch: due.id, attempts: due.attempts + 1, name: (error as Error).name },
      'picture not fetched',
    );
    if (due.attempts + 1 >= maxAttempts) await settle('failed');
  }
  return true;
}
