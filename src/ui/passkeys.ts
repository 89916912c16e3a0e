interface Credential {
  id: string;
  rawId: string;
  type: 'public-key';
}

/** A new passkey, as the server takes it. */
export interface Created extends Credential {
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] };
}

/** A use of a passkey, as the server takes it. */
export interface Asserted extends Credential {
  response: {
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string | null;
  };
}

/** Loaded when a passkey is first asked for: no face needs it to start. */
const library = () => import('@simplewebauthn/browser');

/** Has the browser make a passkey; `options` as the server gave them. Rejects with a WebAuthnError. */
export async function createPasskey(options: unknown): Promise<Created> {
  const { startRegistration } = await library();
  const { id, rawId, type, response } = await startRegistration({ optionsJSON: options as never });
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
}

/**
 * Has the browser use a passkey. With a `salt` (32 bytes) it also asks the authenticator for the secret that belongs to
 * it (WebAuthn's PRF extension): 32 bytes, the same each time, or null where it cannot. The secret is not in what the
 * server gets. Rejects with a WebAuthnError.
 */
export async function assertPasskey(
  options: unknown,
  salt?: Uint8Array,
): Promise<{ response: Asserted; secret: Uint8Array | null }> {
  const { startAuthentication } = await library();
  const asked = options as { extensions?: object };
  const extensions = salt ? { ...asked.extensions, prf: { eval: { first: salt } } } : asked.extensions;
  const said = await startAuthentication({ optionsJSON: { ...asked, extensions } as never });
  const { id, rawId, type, response } = said;
  const { prf } = said.clientExtensionResults as { prf?: { results?: { first?: ArrayBuffer } } };
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    response: { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle } },
    secret: prf?.results?.first ? new Uint8Array(prf.results.first) : null,
  };
}

/** Why a passkey was not made or used, as far as the browser says: it hides who has which. */
export type NoPasskey = 'unsupported' | 'known' | 'cancelled';

export function whyNot(error: unknown): NoPasskey {
  if (!('PublicKeyCredential' in globalThis)) return 'unsupported';
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'InvalidStateError' || code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  return name === 'NotSupportedError' || name === 'ConstraintError' ? 'unsupported' : 'cancelled';
}
