import type { Belonging } from '../../people/index.ts';

/** A row that is likely somebody who is here: of two that are one it is likely the one who stays. */
export const belongings: readonly Belonging[] = [{ table: 'import_asks', column: 'person_id' }];
