import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { endTeam, type Team } from '../contract.ts';
import { stale } from './asking.tsx';

export function EndTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const act = useAct(endTeam, { stale, done: () => `“${team.name}” is let go.`, after: onClose });
  return (
    <Dialog title={`Let go of “${team.name}”`} onClose={onClose}>
      <p>Nobody is in it any more. Thanks that were said for it stay with those who were thanked.</p>
      <div className="verbs">
        <VerbButton
          first
          tone="danger"
          busy={act.busy}
          onClick={() => act.run({ params: { id: team.id }, body: {} })}
        >
          Let go
        </VerbButton>
        <VerbButton onClick={onClose}>Keep it</VerbButton>
      </div>
    </Dialog>
  );
}
