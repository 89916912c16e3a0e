import checklists from '../data/checklists.json' with { type: 'json' };

export interface ChecklistLine {
  id: string;
  say: string;
}

/** What a conversation goes through, by the playbook in force; a playbook without lines of its own has the common ones. */
export const checklistOf = (playbook: string): ChecklistLine[] => [
  ...checklists.common,
  ...((checklists as Record<string, ChecklistLine[]>)[playbook] ?? []),
];

/** How many of the common lines stand between a conversation and its end: it may not be called one that was not had. */
export const unspoken = (playbook: string, checked: readonly string[]): ChecklistLine[] =>
  checklistOf(playbook).filter(({ id }) => !checked.includes(id));
