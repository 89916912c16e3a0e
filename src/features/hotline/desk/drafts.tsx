import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Draft, listDrafts } from '../contract.ts';

/** Forms that this operator has begun and not sent. */
export function Drafts({ current, onOpen }: { current: string; onOpen: (draft: Draft) => void }) {
  const { data } = useCall(listDrafts, {});
  const others = (data?.items ?? []).filter(({ id }) => id !== current);
  if (others.length === 0) return null;
  return (
    <details className="drafts">
      <summary>{count(others.length, 'unsent form')} of yours</summary>
      <ul className="plain-list">
        {others.map((draft) => (
          <li key={draft.id}>
            <span>{titleOf(draft)}</span>
            <span className="soft">
              saved <Clock at={draft.savedAt} />
            </span>
            {draft.fields && (
              <VerbButton tone="quiet" onClick={() => onOpen(draft)}>
                Go on
              </VerbButton>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const titleOf = ({ fields }: Draft) =>
  fields ? fields.what?.slice(0, 60) || fields.where || 'Nothing written yet' : 'It cannot be opened here';
