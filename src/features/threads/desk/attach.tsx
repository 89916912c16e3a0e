import { notify } from '../../../desk/kit/notices.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { toBase64 } from '../../../platform/seal/bytes.ts';
import { longestFile } from '../contract.ts';
import { fileSize, type Thread, wayName } from './words.ts';

/** A file that goes with the reply, as it is sent. */
export interface Attached {
  name: string;
  size: number;
  data: string;
}

interface Props {
  thread: Thread;
  file: Attached | null;
  onFile: (file: Attached | null) => void;
  busy: boolean;
}

/** Lets one picture or document go with the words; where the way carries none, it says so. */
export function Attach({ thread, file, onFile, busy }: Props) {
  if (!thread.carriesFiles)
    return (
      <span className="soft">
        {thread.way
          ? `By ${wayName(thread.way)} only words go, no files.`
          : 'No files on their receipt’s page.'}
      </span>
    );
  if (file)
    return (
      <span className="attached">
        <span>
          {file.name}, {fileSize(file.size)}
        </span>
        <VerbButton tone="quiet" label={`Remove ${file.name}`} disabled={busy} onClick={() => onFile(null)}>
          Remove
        </VerbButton>
      </span>
    );
  async function take(input: HTMLInputElement) {
    const chosen = input.files?.[0];
    // The same file may be chosen again after it was removed.
    input.value = '';
    if (!chosen) return;
    if (chosen.size > longestFile)
      return notify({
        text: `${chosen.name} is larger than ${fileSize(longestFile)}. Choose a smaller one.`,
      });
    const bytes = await chosen.arrayBuffer().catch(() => null);
    if (!bytes) return notify({ text: `${chosen.name} could not be read. Choose it again.` });
    onFile({ name: chosen.name, size: chosen.size, data: toBase64(new Uint8Array(bytes)) });
  }
  return (
    <label className="verb">
      <span>Add a file…</span>
      <input
        type="file"
        className="unseen"
        accept="image/jpeg,image/png,image/webp,image/gif,application/pdf"
        aria-label="Picture or PDF to go with it"
        disabled={busy}
        onChange={(event) => void take(event.currentTarget)}
      />
    </label>
  );
}
