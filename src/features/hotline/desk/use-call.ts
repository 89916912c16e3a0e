import { useEffect, useRef, useState } from 'react';
import { call as request, seal } from '../../../desk/kit/api.ts';
import { connection } from '../../../desk/kit/connection.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { newId } from '../../../desk/kit/id.ts';
import { refresh, useAct } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { addToReport, type Draft, dropDraft, saveDraft, sendDeskReport } from '../contract.ts';
import { additionOf, type CallState, type Fields, isReady, reportOf } from './call-form.ts';
import { sealAddition, sealReport } from './sealing.ts';

const settleMs = 700;

const fresh = (): CallState => ({ id: newId(), fields: {}, receipt: null, sent: {}, additionId: newId() });

export type Kept = 'nothing' | 'saving' | 'server' | 'here';

/**
 * One phoned-in report: kept on every pause in this tab and on the server, sent once, added to afterwards. `hushed`: nothing
 * of it may be kept, so it is in no draft while that lasts.
 */
export function useCallForm(onSent: (reportId: string) => void, hushed: boolean) {
  const [first] = useState(fresh);
  const [state, setState] = useDraft<CallState>('call', first);
  const kept = useKept(state, hushed);
  const send = useAct(sendDeskReport, {
    stale: ['/api/v1/reports'],
    sealing: async ({ body }) => ({ body: await sealReport(body) }),
  });
  const add = useAct(addToReport, {
    stale: ['/api/v1/reports'],
    sealing: async ({ params, body }) => ({ params, body: await sealAddition(params.id, body) }),
    done: () => 'Added to the report.',
  });
  const { id } = state;
  const addition = state.receipt ? additionOf(state) : null;

  return {
    state,
    kept,
    addition,
    busy: send.busy || add.busy,
    problem: send.problem ?? add.problem,
    set: (change: Fields) => setState({ ...state, fields: { ...state.fields, ...change } }),
    async send() {
      if (!isReady(state.fields) || state.receipt || send.busy) return;
      const sent = { ...state.fields };
      const done = await send.ask({ body: reportOf(state, new Date()) });
      if (!done) return;
      setState({ ...state, receipt: done.receipt, sent });
      onSent(id);
      void request(dropDraft, { params: { id } }).catch(() => null);
    },
    async add() {
      if (!addition || add.busy) return;
      const sent = { ...state.fields };
      const done = await add.ask({ params: { id }, body: addition });
      if (done) setState({ ...state, sent, additionId: newId() });
    },
    /**
     * A telephone call begins: a form of its own that knows what its caller said by keys. What is on the screen of
     * another call goes to the unsent forms; an empty form is simply taken.
     */
    begin(call: string, known: { language: string; live: 'now' | 'before' | undefined }) {
      if (state.call === call) return;
      const isEmpty = Object.values(state.fields).every((answer) => !answer?.trim());
      const form = isEmpty && !state.receipt ? state : fresh();
      const fields = { language: known.language, ...(known.live && { live: known.live }) };
      setState({ ...form, call, fields });
    },
    /** The next call. What is unsent stays in the list of unsent forms. */
    next: () => {
      setState(fresh());
      void refresh('/api/v1/desk/drafts');
    },
    async discard() {
      await request(dropDraft, { params: { id } }).catch(() => null);
      setState(fresh());
      void refresh('/api/v1/desk/drafts');
    },
    open: (draft: Draft) => setState({ ...fresh(), id: draft.id, fields: draft.fields ?? {} }),
  };
}

/** Saves the unsent form on the server whenever typing pauses; says where it is kept. */
function useKept({ id, fields, receipt }: CallState, hushed: boolean): Kept {
  const settled = useSettled(JSON.stringify({ id, fields }), settleMs);
  const [kept, setKept] = useState<Kept>('nothing');
  const saved = useRef('');
  const online = useStore(connection) === 'online';
  useEffect(() => {
    if (!hushed) return;
    saved.current = '';
    void request(dropDraft, { params: { id } }).catch(() => null);
  }, [hushed, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: coming back online tries again
  useEffect(() => {
    const { id: typedIn, fields: words } = JSON.parse(settled) as Pick<CallState, 'id' | 'fields'>;
    // The next form is here already: what was typed into the last one is not its draft.
    if (typedIn !== id) return;
    if (hushed || receipt || saved.current === settled || Object.values(words).every((answer) => !answer))
      return;
    setKept('saving');
    const save = async () =>
      request(saveDraft, { params: { id }, body: await seal(['desk'], id, { fields: words }) });
    save().then(
      () => {
        saved.current = settled;
        setKept('server');
      },
      () => setKept('here'),
    );
  }, [settled, id, receipt, online, hushed]);
  return kept;
}
