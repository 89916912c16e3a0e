import type { Act, Ring, WayKind } from '../contract.ts';
import type { Misfit, Roll } from '../rules.ts';

export const ringWords: Record<Ring, string> = { desk: 'desk', legal: 'legal desk', conduct: 'conduct' };

export const wayWords: Record<WayKind, string> = {
  passphrase: 'Passphrase',
  code: 'Printed code',
  passkey: 'Passkey',
};

export const ringsInWords = (rings: readonly Ring[], admin: boolean) =>
  [...rings.map((ring) => ringWords[ring]), ...(admin ? ['signs as admin'] : [])].join(', ') || 'no ring';

/** What a change does, a line each. */
export function actInWords(act: Act, roll: Roll | null): string {
  if (act.act === 'begin') return `${act.member.callSign} begins the list`;
  if (act.act === 'add') return `${act.member.callSign}: ${ringsInWords(act.member.rings, act.member.admin)}`;
  if (act.act === 'remove')
    return `${roll?.members.get(act.account)?.callSign ?? 'A member'} is taken off the list`;
  if (act.act === 'trustees') {
    const names = act.accounts.map((account) => roll?.members.get(account)?.callSign ?? 'someone');
    return `Trustees of ${ringWords[act.ring]}: ${act.needed} of ${names.join(', ')}`;
  }
  return `The ${ringWords[act.ring]} ring gets a new key (epoch ${act.epoch})`;
}

export const misfitWords: Record<Misfit, string> = {
  unreadable: 'a line of it cannot be read',
  order: 'its lines do not follow one another',
  forged: 'a signature in it does not fit',
  unsigned: 'a line of it lacks a signature',
  'self-signed': 'a line of it was signed by someone who may not',
  'not-allowed': 'a line of it breaks a rule',
  shorter: 'it is shorter than when this browser last saw it',
  'other-beginning': 'it begins with another admin than the one this browser knows',
  rewritten: 'it was written anew since this browser last saw it',
  unlisted: 'it does not name the key that the server gives to seal to',
};
