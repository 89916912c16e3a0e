import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { seed } from './seed.ts';

export {
  type ConductVersion,
  callsStopped,
  conductVersions,
  currentPlaybook,
  noticesStopped,
  putRulePack,
  rulePack,
  type Stop,
  savePlaybook,
} from './commands.ts';
export type {
  Branch,
  BranchKind,
  Playbook,
  Question,
  RulePack,
  Trust,
  TrustLevel,
  Words,
} from './contract.ts';

export const feature: Feature = { name: 'playbooks', routes, seed };
