import { useNavigate, useSearch } from '@tanstack/react-router';

export type Selected = { kind: 'report' | 'incident'; id: string } | null;

/** What is open beside the lanes; it stands in the address. */
export function useSelection() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const selected: Selected = search.report
    ? { kind: 'report', id: search.report }
    : search.incident
      ? { kind: 'incident', id: search.incident }
      : null;
  const select = (next: Selected, { replace = false } = {}) => {
    void navigate({ to: '/', search: next ? { [next.kind]: next.id } : {}, replace });
    // What had the focus goes with the detail.
    if (!next && selected) focusCard(selected.id);
  };
  return { selected, select };
}

/** Puts the focus into what is open beside the lanes. */
export const focusDetail = () => document.querySelector<HTMLElement>('.board-detail')?.focus();

/** Puts the focus on a card, once it is there. */
export function focusCard(id: string) {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
    card?.focus({ preventScroll: true });
    card?.closest('li')?.scrollIntoView({ block: 'nearest' });
  });
}
