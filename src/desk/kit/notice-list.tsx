import { X } from 'lucide-react';
import { dismiss, notices } from './notices.ts';
import { useStore } from './store.ts';
import { VerbButton } from './verb.tsx';

/** What has just happened; read out as it comes. */
export function NoticeList() {
  const shown = useStore(notices);
  return (
    <div className="notices" role="status">
      {shown.map((notice) => (
        <div key={notice.id} className={`notice notice-${notice.tone}`}>
          <div>
            <p>
              {notice.tone === 'trouble' && <strong>Not done. </strong>}
              {notice.text}
            </p>
            {notice.more && <p className="soft">{notice.more}</p>}
          </div>
          {notice.action && (
            <VerbButton
              tone="quiet"
              keyHint={notice === shown.findLast(({ action }) => action) ? notice.action.keyHint : undefined}
              onClick={() => {
                dismiss(notice.id);
                notice.action?.run();
              }}
            >
              {notice.action.word}
            </VerbButton>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => dismiss(notice.id)}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
