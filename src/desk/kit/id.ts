import { v7 } from 'uuid';

/** A new id, made here, so that sending twice is the same act. */
export const newId = (): string => v7();
