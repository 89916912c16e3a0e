import { type Html, html } from '../../../platform/html/index.ts';
import { get, type Page, postUpload, type Visit } from '../../../platform/http/pages.ts';
import { idFromKey, newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { button, errorSummary, fileInput, localPath } from '../../../site/index.ts';
import { storePicture } from '../commands.ts';
import { say } from '../messages.ts';
import type { OfVisit } from '../receipt.ts';
import { asResident, expired, further, hidden, ofVisit, receiptBox, view } from './views.ts';

/** The last page: pictures and video. */
async function show(visit: Visit) {
  const { t: token = '' } = visit.query;
  const known = await ofVisit(visit, token);
  return known ? askPictures(visit, token, known) : expired(visit);
}

function askPictures(visit: Visit, token: string, { receipt }: OfVisit, error?: string): Html {
  const { lang } = visit;
  const thanks = further(lang, '/report/thanks', token);
  return view(visit, {
    title: say(lang, 'pictures'),
    body: html`${errorSummary(lang, { files: error })}
<form method="post" action="${localPath(lang, '/report/files')}" enctype="multipart/form-data">
${hidden({ token, upload: newId() })}
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
${receiptBox(visit, receipt)}`,
  });
}

/** Fields come before files, so the form is known when the first file streams in. */
async function receiveFiles(visit: Visit) {
  const { request, lang } = visit;
  const call = await asResident(visit);
  const fields: Record<string, string> = {};
  let known: OfVisit | null = null;
  let count = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    known ??= await ofVisit(visit, fields.token);
    // A form without a chosen file sends one without a name.
    if (!known || !part.filename) {
      part.file.resume();
      if (!known) return expired(visit);
      continue;
    }
    const { reportId } = known;
    // The same form sent twice is one upload; of another report it is another.
    const id = idFromKey(call.network.id, `${reportId} ${fields.upload ?? newId()} ${count}`);
    const refused = await storePicture(call, reportId, { id, name: part.filename, stream: part.file }).then(
      () => null,
      (error) => refusalOf(error),
    );
    // Whatever was not read, of a file sent twice or refused, has to pass before the next part comes.
    part.file.resume();
    if (refused) return { status: refused.status, html: again(known, refused.key) };
    count++;
  }
  if (!known) return expired(visit);
  if (count === 0) return { status: 400, html: again(known, 'pictureMissing') };
  return { redirect: further(lang, '/report/thanks', fields.token!, { files: String(count) }) };

  function again(of: OfVisit, key: 'pictureMissing' | 'pictureTooLarge' | 'pictureUnknown'): Html {
    return askPictures(visit, fields.token!, of, say(lang, key));
  }
}

/** Throws on what is not about the file. */
function refusalOf(error: unknown): { status: number; key: 'pictureTooLarge' | 'pictureUnknown' } {
  if (error instanceof Problem && error.status === 413) return { status: 413, key: 'pictureTooLarge' };
  if (error instanceof Problem && error.status === 415) return { status: 415, key: 'pictureUnknown' };
  throw error;
}

async function thanks(visit: Visit): Promise<Html> {
  const { lang, query } = visit;
  const known = await ofVisit(visit, query.t);
  const count = Math.min(99, Number(query.files) || 0);
  return view(visit, {
    title: say(lang, 'thanksTitle'),
    status: count > 0 && say(lang, 'picturesSent', { count }),
    body: html`<h1>${say(lang, 'thanksTitle')}</h1>
<p>${say(lang, 'thanks')}</p>
${known && receiptBox(visit, known.receipt)}
<p><a href="${localPath(lang, '/rights')}">${say(lang, 'rights')}</a></p>`,
  });
}

export const filePages: Page[] = [
  get('/report/files', show),
  postUpload('/report/files', receiveFiles),
  get('/report/thanks', thanks),
];
