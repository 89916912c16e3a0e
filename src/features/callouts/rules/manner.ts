import type { ConductLine, Words } from '../../playbooks/contract.ts';
import type { Manner } from '../contract.ts';

/** A line of the conduct card for somebody who goes in this manner: who looks from a vantage point has no partner. */
export const lineFor = ({ manner }: { manner: Manner }, line: ConductLine): Words =>
  (manner === 'vantage' && line.alone) || line;

/** Whether somebody has a partner with them, whom they stay and leave with. */
export const isWithPartner = (of: {
  manner: Manner;
  alone: boolean;
  partners: readonly unknown[];
}): boolean => of.manner === 'pair' && !of.alone && of.partners.length > 0;
