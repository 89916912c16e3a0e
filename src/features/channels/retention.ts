import type { Keeping } from '../../platform/keeping.ts';
import * as store from './store.ts';

const letters = (which: store.Letters): Keeping => ({
  name: `channels.${which}`,
  kind: 'message',
  due: async (ctx, by, after, limit) =>
    (await store.selectLettersOver(ctx, which, by, after, limit)).map(({ id, at, subject, personId }) => ({
      id,
      about: {
        noun: 'message',
        records: subject ? [id, subject] : [id],
        persons: personId ? [personId] : [],
        at,
        ended: at,
      },
    })),
  purge: (ctx, ids) => store.deleteLetters(ctx, which, ids),
});

export const keeps = [letters('messages'), letters('inbound')];
