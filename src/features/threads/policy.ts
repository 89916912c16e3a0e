import { allow } from '../../platform/policy.ts';
import type { ThreadKind } from './contract.ts';

/** What is said about somebody detained is the legal desk's alone, and nothing else of the desk is theirs. */
const ofDesk = (_: unknown, thread: unknown) => kindOf(thread) !== 'detention';
const ofLegal = (_: unknown, thread: unknown) => [undefined, 'detention'].includes(kindOf(thread));
const kindOf = (thread: unknown) => (thread as { kind: ThreadKind } | undefined)?.kind;

export const policy = [
  ...allow('operator', 'read reply mark assign', 'thread', ofDesk),
  ...allow('dispatcher', 'read reply mark assign', 'thread', ofDesk),
  ...allow('coordinator', 'read', 'thread', ofDesk),
  ...allow('legal', 'read reply mark assign', 'thread', ofLegal),
  ...allow('operator', 'read call', 'callback'),
  ...allow('dispatcher', 'read call', 'callback'),
  ...allow('coordinator', 'read', 'callback'),
];
