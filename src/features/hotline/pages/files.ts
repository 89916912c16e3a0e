import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, postUpload, type Visit } from '../../../platform/http/pages.ts';
import { idFromKey, newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { button, errorSummary, fileInput, localPath } from '../../../site/index.ts';
import { storePicture } from '../commands.ts';
import { say } from '../messages.ts';
import { readToken } from '../receipt.ts';
import { asResident, expired, hidden, receiptBox, view } from './views.ts';

/** The last page: pictures and video. */
export function askPictures(visit: Visit, carried: Record<string, string>, error?: string): Html {
  const { lang } = visit;
  const thanks = localPath(lang, '/report/thanks');
  return view(visit, {
    title: say(lang, 'pictures'),
    body: html`${errorSummary(lang, { files: error })}
<form method="post" action="${localPath(lang, '/report/files')}" enctype="multipart/form-data">
${hidden({ ...carried, upload: newId() })}
${fileInput({
  name: 'files',
  heading: true,
  label: say(lang, 'pictures'),
  hint: say(lang, 'picturesHint'),
  accept: 'image/*,video/*',
  multiple: true,
  error,
})}
${button(say(lang, 'picturesSend'))}
</form>
<p><a href="${thanks}">${say(lang, 'picturesNone')}</a></p>
${receiptBox(visit, carried.receipt ?? '')}`,
  });
}

/** Fields come before files, so the form is known when the first file streams in. */
async function receiveFiles(visit: Visit) {
  const { request } = visit;
  const call = await asResident(visit);
  const vault = await call.services.vault(call.network.id);
  const fields: Record<string, string> = {};
  let count = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const reportId = readToken(vault, fields.token ?? '', call.services.clock.now());
    const id = idFromKey(call.network.id, `${fields.upload} ${count}`);
    // A form without a chosen file sends one without a name.
    if (!reportId || !part.filename) {
      part.file.resume();
      if (!reportId) return expired(visit);
      continue;
    }
    const refused = await storePicture(call, reportId, { id, name: part.filename, stream: part.file }).then(
      () => null,
      (error) => refusalOf(error),
    );
    // Whatever was not read, of a file sent twice or refused, has to pass before the next part comes.
    part.file.resume();
    if (refused) {
      const { token = '', receipt = '' } = fields;
      return {
        status: refused.status,
        html: askPictures(visit, { token, receipt }, say(visit.lang, refused.key)),
      };
    }
    count++;
  }
  const { token = '', receipt = '' } = fields;
  if (count === 0)
    return { status: 400, html: askPictures(visit, { token, receipt }, say(visit.lang, 'pictureMissing')) };
  return thanks(visit, count, receipt);
}

/** Throws on what is not about the file. */
function refusalOf(error: unknown): { status: number; key: 'pictureTooLarge' | 'pictureUnknown' } {
  if (error instanceof Problem && error.status === 413) return { status: 413, key: 'pictureTooLarge' };
  if (error instanceof Problem && error.status === 415) return { status: 415, key: 'pictureUnknown' };
  throw error;
}

function thanks(visit: Visit, count: number, receipt?: string): Html {
  const { lang } = visit;
  return view(visit, {
    title: say(lang, 'thanksTitle'),
    status: count > 0 && say(lang, 'picturesSent', { count }),
    body: html`<h1>${say(lang, 'thanksTitle')}</h1>
<p>${say(lang, 'thanks')}</p>
${receipt && receiptBox(visit, receipt)}
<p><a href="${localPath(lang, '/rights')}">${say(lang, 'rights')}</a></p>`,
  });
}

export const filePages: Page[] = [
  postUpload('/report/files', receiveFiles),
  get('/report/files', async ({ lang }) => ({ redirect: localPath(lang, '/report') })),
  get('/report/thanks', async (visit) => thanks(visit, 0)),
];
