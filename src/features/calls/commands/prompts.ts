import { timingSafeEqual } from 'node:crypto';
import { audit } from '../../../platform/audit/index.ts';
import { type Ctx, resident } from '../../../platform/context.ts';
import { networkHash, type Vault } from '../../../platform/crypto/vault.ts';
import { type Call, openCall } from '../../../platform/http/call.ts';
import { isLang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { authorize, can } from '../../../platform/policy.ts';
import { invalid, notFound, refused } from '../../../platform/problem.ts';
import { typeOf } from '../../evidence/rules.ts';
import { longestSound, PROMPTS, type Prompt, type PromptState } from '../contract.ts';
import { say } from '../messages.ts';
import { policy } from '../policy.ts';
import * as store from '../store.ts';

const signatureOf = (hash: Vault['hash'], id: string) => hash('call prompt', id);

/** The address of a recording for the carrier: whoever was not told it cannot make it. */
export const soundPath = (ctx: Pick<Ctx, 'network' | 'vault'>, id: string): string =>
  `/api/v1/calls/sounds/${ctx.network.id}.${id}.${signatureOf(ctx.vault.hash, id).toString('base64url')}`;

/** Words of a prompt where a machine speaks them, with what they name left as it will be said. */
function wordsOf(ctx: Ctx, language: string, prompt: Prompt): string | null {
  if (!isLang(language)) return null;
  const key = 1 + ctx.network.languages.indexOf(language);
  return say(language, prompt, { key, network: ctx.network.name, number: ctx.network.emergencyNumber });
}

const stateOf = (
  ctx: Ctx,
  language: string,
  prompt: Prompt,
  row: store.PromptRow | undefined,
): PromptState => ({
  language,
  prompt,
  words: wordsOf(ctx, language, prompt),
  recording: row ? { at: row.at.toISOString(), bytes: Number(row.bytes), url: soundPath(ctx, row.id) } : null,
});

export async function prompts(ctx: Ctx) {
  authorize(policy, ctx.actor, 'read', 'prompt');
  const rows = await store.selectPrompts(ctx);
  const { languages } = ctx.network;
  return {
    languages,
    canChange: can(policy, ctx.actor, 'change', 'prompt'),
    items: languages.flatMap((language) =>
      PROMPTS.map((prompt) =>
        stateOf(
          ctx,
          language,
          prompt,
          rows.find((r) => r.language === language && r.prompt === prompt),
        ),
      ),
    ),
  };
}

/** Throws 400 for what is no MP3 or WAV, 422 for a language that the network has not. */
export async function savePrompt(ctx: Ctx, language: string, prompt: Prompt, base64: string) {
  authorize(policy, ctx.actor, 'change', 'prompt');
  mustBeOurs(ctx, language);
  const sound = Buffer.from(base64, 'base64');
  const type = typeOf(sound.subarray(0, 16));
  if (!type?.startsWith('audio/')) throw invalid([{ path: 'sound', message: 'must be an MP3 or WAV file' }]);
  if (sound.length > longestSound) throw invalid([{ path: 'sound', message: 'is longer than 180 KB' }]);
  await store.upsertPrompt(ctx, { id: newId(), language, prompt, type, sound, by: ctx.actor.personId });
  await audit(ctx, { act: 'prompt.saved', subject: ctx.network.id, data: { language, prompt } });
  return one(ctx, language, prompt);
}

export async function dropPrompt(ctx: Ctx, language: string, prompt: Prompt) {
  authorize(policy, ctx.actor, 'change', 'prompt');
  mustBeOurs(ctx, language);
  if (await store.deletePrompt(ctx, language, prompt))
    await audit(ctx, { act: 'prompt.dropped', subject: ctx.network.id, data: { language, prompt } });
  return one(ctx, language, prompt);
}

function mustBeOurs(ctx: Ctx, language: string): void {
  if (!ctx.network.languages.includes(language))
    throw refused('This network does not speak that language.', 'Choose one of its languages.');
}

async function one(ctx: Ctx, language: string, prompt: Prompt): Promise<PromptState> {
  const rows = await store.selectPrompts(ctx, language);
  return stateOf(
    ctx,
    language,
    prompt,
    rows.find((r) => r.prompt === prompt),
  );
}

const uuid = /^[0-9a-f-]{36}$/;

/** A recording at its address. Throws 404 for every other, before the database is asked. */
export async function soundAt(call: Call, token: string): Promise<{ type: string; sound: Buffer }> {
  const [networkId = '', id = '', signature = ''] = token.split('.');
  if (!uuid.test(id) || !uuid.test(networkId)) throw notFound('recording');
  const wanted = signatureOf(networkHash(call.services.master, networkId), id);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw notFound('recording');
  const network = await call.services.network(networkId);
  const own = await openCall(call.services, network, resident, '');
  const found = await own.tx((ctx) => store.selectSound(ctx, id));
  if (!found) throw notFound('recording');
  return found;
}
