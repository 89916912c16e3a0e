import type { ReactNode } from 'react';
import { Mark } from '../../../desk/kit/mark.tsx';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Playbook } from '../../playbooks/contract.ts';
import { isReady, type Lang } from './call-form.ts';
import { FirstThree, Further } from './call-questions.tsx';
import { Drafts } from './drafts.tsx';
import { Receipt } from './receipt.tsx';
import { Spoken } from './spoken.tsx';
import type { Kept, useCallForm } from './use-call.ts';

const keeping: Record<Kept, string> = {
  nothing: 'Kept while you type.',
  saving: 'Saving…',
  server: '✓ Draft saved.',
  here: '○ No connection: kept in this browser, will be saved.',
};

interface Props {
  playbook: Playbook;
  form: ReturnType<typeof useCallForm>;
  lang: Lang;
  children?: ReactNode;
}

/** Plain questions beside the script: what, where and now-or-before are sent at once, the rest is added. */
export function ReportForm({ playbook, form, lang, children }: Props) {
  const { fields, receipt } = form.state;
  const ready = isReady(fields);
  return (
    <form
      className="call-form"
      onSubmit={(event) => {
        event.preventDefault();
        void (receipt ? form.add() : form.send());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void (receipt ? form.add() : form.send());
      }}
    >
      <header className="screen-head">
        <h1>Phoned-in report</h1>
        {children}
        <p className="soft" role="status">
          {receipt ? '✓ Sent. What you add goes to the same report.' : keeping[form.kept]}
        </p>
      </header>
      <Drafts current={form.state.id} onOpen={form.open} />
      <FirstThree questions={playbook.questions} fields={fields} lang={lang} set={form.set} />
      <Spoken value={fields.language || 'en'} onChange={(language) => form.set({ language })} />
      {!receipt && (
        <label className="check">
          <input
            type="checkbox"
            checked={Boolean(fields.drill)}
            onChange={(event) => form.set({ drill: event.currentTarget.checked ? 'yes' : '' })}
          />
          <span>
            This call is a drill {fields.drill && <Mark tone="drill">DRILL</Mark>}
            <br />
            <small className="soft">
              It is marked so wherever it is seen; after sending it stays as it is.
            </small>
          </span>
        </label>
      )}
      {form.problem && <Trouble error={form.problem} />}
      {receipt ? (
        <Receipt words={receipt} restricted={fields.kind === 'detained'} />
      ) : (
        <div className="send-bar">
          <VerbButton
            submit
            tone="main"
            busy={form.busy}
            disabled={!ready}
            why="What, where and now-or-before come first"
            keyHint="Ctrl Enter"
          >
            {form.busy ? 'Sending…' : 'Send now'}
          </VerbButton>
          <span className="soft">
            {ready
              ? 'Send before you ask the rest: a caller who is cut off has still reported.'
              : 'What, where and now-or-before are enough to send.'}
          </span>
        </div>
      )}
      <Further playbook={playbook} fields={fields} lang={lang} set={form.set} />
      <div className="send-bar">
        {receipt && (
          <VerbButton
            submit
            tone="main"
            busy={form.busy}
            disabled={!form.addition}
            why="Nothing new to add"
            keyHint="Ctrl Enter"
          >
            Add to the report
          </VerbButton>
        )}
        <VerbButton onClick={form.next}>{receipt ? 'Next call' : 'Put aside, next call'}</VerbButton>
        {!receipt && (
          <VerbButton tone="quiet" onClick={() => void form.discard()}>
            Throw away
          </VerbButton>
        )}
      </div>
    </form>
  );
}
