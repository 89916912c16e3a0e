import { utf8 } from './bytes.ts';

/** Who reads together; each has a key pair an epoch. */
export const rings = ['desk', 'legal', 'conduct'] as const;
export type Ring = (typeof rings)[number];

/** What a wrap is bound to: as another record key's, ring's or epoch's it does not open. */
export interface WrapBound {
  network: string;
  ring: Ring;
  epoch: number;
  /** Id of the record key. */
  key: string;
}

/** What a box is bound to: moved to another record or field, it does not open. */
export interface FieldBound {
  network: string;
  record: string;
  field: string;
}

const version = 1;

export const wrapAad = ({ network, ring, epoch, key }: WrapBound) =>
  utf8(`porchlight wrap\n${network}\n${ring}\n${epoch}\n${key}\n${version}`);

export const fieldAad = ({ network, record, field }: FieldBound) =>
  utf8(`porchlight field\n${network}\n${record}\n${field}\n${version}`);

/** First byte of a wrap, and of a box: which layout follows. */
export const wrapLayout = 1;
export const boxLayout = 4;

/** What the secret that HPKE exports is for. */
export const exportPurpose = utf8('porchlight record keys');
