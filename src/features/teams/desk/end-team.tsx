import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { endTeam, type Team } from '../contract.ts';
import { stale } from './asking.tsx';

export function EndTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const act = useAct(endTeam, { stale, done: () => `“${team.name}” has ended.`, after: onClose });
  return (
    <Dialog title={`End “${team.name}”`} onClose={onClose}>
      <p>
        Its members are in it no more, and it is shown to nobody. Thanks that were said for it stay with those
        who were thanked.
      </p>
      <div className="verbs">
        <VerbButton
          first
          tone="danger"
          busy={act.busy}
          onClick={() => act.run({ params: { id: team.id }, body: {} })}
        >
          End the team
        </VerbButton>
        <VerbButton onClick={onClose}>Keep it</VerbButton>
      </div>
    </Dialog>
  );
}
