import type { Call } from '../../../platform/http/call.ts';
import { textLang } from '../../../platform/i18n/index.ts';
import { say } from '../messages.ts';
import { testPurpose } from '../rules.ts';
import * as store from '../store.ts';
import type { Claimer } from '../types.ts';
import type { LegHeard, LegOver, Spoken, Verb } from '../voice.ts';
import { receive } from './receive.ts';
import { saveReceipts } from './status.ts';

const keySeconds = 10;
/** Said so often before it ends: who wakes up needs the second time. */
const times = 3;

/** What pressing 1 or 2 answers to, as the same person would write it: what is asked of them, or that they should leave. */
const answerable = new Set(['ask', 'stand_down', 'escalation']);

/** The message that a voice page reads out; null when it is none, or over. */
const pageOf = (call: Call, id: string) =>
  call.tx(async (ctx) => {
    const row = await store.selectVoicePage(ctx, id);
    if (!row) return null;
    const body = ctx.vault.decrypt<string>(row.body, { record: id, field: 'body' });
    const address = ctx.vault.decrypt<string>(row.address, { record: id, field: 'address' });
    return { ...row, body, address, lang: textLang([row.language]) };
  });

/**
 * Reads a page out to a member and takes 1 for yes, 2 for no. Only a key is a receipt: a mailbox that picked up has
 * heard nothing.
 */
export async function readOut(
  call: Call,
  { carrierId, next, digits }: LegHeard,
  claimers: Claimer[],
): Promise<Verb[]> {
  const page = await pageOf(call, next.page!);
  // It has failed, or is long gone: whoever picks up hears so.
  if (!page) {
    const lang = textLang(call.network.languages);
    return [{ do: 'speak', parts: [{ say: say(lang, 'pageOver'), lang }] }, { do: 'hangUp' }];
  }
  const words = (...texts: string[]): Spoken[] => texts.map((text) => ({ say: text, lang: page.lang }));
  const end = (text: string): Verb[] => [{ do: 'speak', parts: words(text) }, { do: 'hangUp' }];
  if (digits === '1' || digits === '2') {
    await call.tx((ctx) =>
      saveReceipts(ctx, call.services.config, [{ providerId: carrierId, state: 'read' }]),
    );
    if (!answerable.has(page.purpose)) return end(say(page.lang, digits === '1' ? 'pageTaken' : 'pageLeft'));
    const reply = await receive(
      call,
      {
        kind: 'voice',
        // A second key of the same call is a second word, the same again is not.
        providerId: `${carrierId} ${digits}`,
        address: page.address,
        body: digits === '1' ? 'yes' : 'no',
        media: [],
      },
      claimers,
    );
    return end(reply ?? say(page.lang, 'pageTaken'));
  }
  const once: Verb = {
    do: 'ask',
    parts: words(
      say(page.lang, 'pageHello'),
      page.body,
      say(page.lang, page.purpose === testPurpose ? 'pageTestKeys' : 'pageKeys'),
    ),
    digits: 1,
    seconds: keySeconds,
    next: { page: next.page! },
  };
  return [...Array.from({ length: times }, () => once), { do: 'hangUp' }];
}

/** The telephone has stopped: where no key was pressed, nobody heard it, and the message goes another way. */
export async function pageOver(call: Call, { carrierId }: LegOver): Promise<void> {
  await call.tx((ctx) =>
    saveReceipts(ctx, call.services.config, [{ providerId: carrierId, state: 'failed', code: 'no key' }]),
  );
}
