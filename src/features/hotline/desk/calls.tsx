import { type ReactNode, useEffect, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { textLang } from '../../../platform/i18n/lang.ts';
import { type BranchKind, readCurrentPlaybook } from '../../playbooks/contract.ts';
import { keepsKindOnly } from '../../playbooks/rules.ts';
import { BranchScript } from './branch-script.tsx';
import { branchKey, branchOpen } from './branches.ts';
import { CallScript } from './call-script.tsx';
import { ChooseBranch } from './choose-branch.tsx';
import { KindOnly } from './kind-only.tsx';
import { ReportForm } from './report-form.tsx';
import { useCallForm } from './use-call.ts';

interface Props {
  /** The telephone call that one has, and what its caller said by keys. */
  bound: { id: string; language: string; live: 'now' | 'before' | undefined } | undefined;
  onSent: (reportId: string) => void;
  /** Writes down of which kind the call was, and ends it. Resolves to false where that failed. */
  onKind: (of: {
    kind: BranchKind;
    callId: string | undefined;
    reportId: string | undefined;
  }) => Promise<boolean>;
  children?: ReactNode;
}

/** A phoned-in report: the script on the left, plain questions on the right, by keyboard alone. */
export function Calls({ bound, onSent, onKind, children }: Props) {
  const playbook = useCall(readCurrentPlaybook, {});
  const opened = useStore(branchOpen);
  const branches = playbook.data?.playbook.branches ?? [];
  const branch = branches.find(({ kind }) => kind === opened);
  const isHushed = branch !== undefined && keepsKindOnly(branch);
  const form = useCallForm(onSent, isHushed);
  const [ending, setEnding] = useState(false);
  const begin = form.begin;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each call begins once
  useEffect(() => {
    if (bound) begin(bound.id, bound);
  }, [bound?.id]);
  const { fields, receipt } = form.state;
  const lang = textLang([fields.language]);
  const leave = () => branchOpen.set(null);
  const endAs = async (kind: BranchKind) => {
    if (ending) return;
    setEnding(true);
    const done = await onKind({
      kind,
      callId: form.state.call,
      reportId: receipt ? form.state.id : undefined,
    });
    setEnding(false);
    if (!done) return;
    if (isHushed) await form.discard();
    leave();
  };

  return (
    <main className={branch ? 'calls calls-branch' : 'calls'}>
      <Loaded query={playbook} lines={8}>
        {({ playbook: book }) => (
          <>
            {opened === 'choosing' && <ChooseBranch branches={book.branches} />}
            {branch ? (
              <BranchScript
                branch={branch}
                lang={lang}
                onLang={(language) => form.set({ language })}
                isOn={bound !== undefined}
                busy={ending}
                onEnd={() => void endAs(branch.kind)}
                onBack={leave}
              />
            ) : (
              <CallScript lines={book.script} lang={lang} onLang={(language) => form.set({ language })}>
                <VerbButton keyHint="Control+b" onClick={branchKey.run}>
                  Another kind of call…
                </VerbButton>
              </CallScript>
            )}
            {isHushed ? (
              <KindOnly
                branch={branch}
                isTyped={Object.values(fields).some((answer) => answer?.trim())}
                isSent={receipt !== null}
                onBack={leave}
              />
            ) : (
              <ReportForm playbook={book} form={form} lang={lang}>
                {children}
              </ReportForm>
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}
