import type { Act } from './contract.ts';

/** What each act is in plain words, after the name of who did it. */
const words: Record<string, string> = {
  'access.refused': 'tried what they may not do',
  'requests.flooded': 'asked far more often than anyone needs to',
  'account.admin': 'became an admin at the server’s console',
  'account.ended': 'ended an account',
  'ban.lifted': 'let an origin of reports back into the queue',
  'ban.set': 'put what an origin reports into the throttled queue',
  'calendar.ended': 'ended a calendar link',
  'calendar.made': 'made a calendar link',
  'call.puzzles': 'chose whether calls from browsers solve a puzzle in a flood',
  'call.joined': 'joined a call of the hotline',
  'caller.called': 'called back who had left a message',
  'canary.made': 'made a canary',
  'channel.applied': 'applied a plan for a channel',
  'channel.approved': 'approved that many go from a channel',
  'channel.carriedOut': 'changed who is in a channel',
  'channel.changed': 'changed who belongs in a channel',
  'channel.dropped': 'dropped a plan for a channel',
  'channel.ended': 'let go of a channel',
  'channel.linked': 'took a group for a channel',
  'channel.made': 'made a channel',
  'channel.planned': 'planned who goes into and out of a channel',
  'caps.set': 'set what a day of messages may cost, and how many one person may get',
  'complaint.closed': 'closed a complaint about conduct',
  'drill.started': 'started a drill',
  'drill.stopped': 'stopped a drill',
  'escalation.always': 'named the person who is always there',
  'escalation.policy': 'changed who is paged when something waits',
  'export.approved': 'approved an export of members',
  'export.asked': 'asked for an export of members',
  'export.refused': 'refused an export of members',
  'export.taken': 'took an export of members',
  'handover.given': 'gave their desk to a dispatcher',
  'handover.taken': 'took a desk over',
  'hold.placed': 'placed a legal hold',
  'hold.released': 'released a legal hold',
  'hook.forged': 'took a forged message from who is not the carrier, and refused it',
  'incident.exported': 'exported an incident',
  'intake.closed': 'closed an intake of the legal desk',
  'intake.read': 'opened a record of the legal desk',
  'intake.taken': 'took an intake of the legal desk',
  'intake.returned': 'gave an intake back to the legal desk',
  'invite.made': 'made an invite link',
  'invite.used': 'used an invite link',
  'key.change-dropped': 'dropped a change of the key list',
  'key.change-proposed': 'proposed a change of the key list',
  'key.change-signed': 'signed a change of the key list',
  'key.handed': 'handed a desk key on',
  'key.list-add': 'put a member key on the list',
  'key.list-anew': 'began the list of keys anew',
  'key.list-begin': 'began the list of keys',
  'key.list-epoch': 'began a new epoch of a ring',
  'key.list-remove': 'took a member key off the list',
  'key.list-trustees': 'named the trustees of a ring',
  'key.server_changed': 'replaced the server’s key',
  'key.made': 'made a member key',
  'key.recovery-asked': 'asked the trustees for a ring',
  'key.recovery-confirmed': 'confirmed that the trustees may give their shares',
  'key.recovery-ended': 'ended asking the trustees',
  'key.records-moved': 'moved records to a new epoch',
  'key.removed': 'removed a member key',
  'key.server-forgot': 'had the server forget its desk key',
  'key.share-given': 'gave a share of a ring',
  'key.split': 'split a key among trustees',
  'key.way-added': 'added a way to open a member key',
  'key.way-dropped': 'dropped a way to open a member key',
  'key.week_forgotten': 'forgot the keys of a week, as its time was over',
  'key.wrapped': 'handed a desk key to a member',
  'media.opened': 'opened an original picture or video',
  'member.admitted': 'admitted a member',
  'network.made': 'made the network',
  'passkey.copied': 'saw a passkey that was copied',
  'passkey.ended': 'ended a passkey',
  'passkey.made': 'made a passkey',
  'people.alarm': 'raised an alarm by looking at members',
  'people.alarmHandled': 'looked into an alarm about members',
  'people.overrun': 'asked for more members than their looks allow',
  'people.searched': 'searched for members',
  'person.named': 'showed the name of a member',
  'person.opened': 'opened the page of a member',
  'person.removed': 'removed a member',
  'person.suspended': 'suspended a member',
  'playbook.saved': 'put a playbook in force',
  'prompt.dropped': 'took back a recording of what callers hear',
  'prompt.saved': 'recorded what callers hear',
  'receipt.guessed': 'counted wrong guesses at receipts',
  'record.opened': 'opened a sealed record',
  'recovery.made': 'made a recovery code',
  'recovery.used': 'used a recovery code',
  'report.taken_back': 'took back a report of theirs from a call of which nothing is kept',
  'retention.changed': 'changed how long records are kept',
  'retention.purged': 'removed what was kept for its time',
  'message.let_go': 'sent a message that a cap held back or that had failed',
  'role.ended': 'ended a role',
  'role.given': 'gave a role',
  'rulePack.signed': 'signed the rules of a state',
  'rota.approved': 'approved what a member asked about a shift',
  'rota.buddy': 'asked a member to stand by somebody at night',
  'rota.cancelled': 'took a shift off the rota',
  'rota.hours': 'published the hours in which somebody answers',
  'rota.filled': 'had the rota of some days filled by suggestion',
  'rota.loanAgreed': 'agreed to lend people to another chapter',
  'rota.loanAsked': 'asked another chapter for people',
  'rota.loanEnded': 'ended the lending of people',
  'rota.loanRefused': 'refused to lend people to another chapter',
  'rota.pattern': 'changed a pattern of the rota',
  'rota.published': 'published the rota of some days',
  'rota.refused': 'refused what a member asked about a shift',
  'rota.rules': 'set the rules of planning shifts',
  'rota.seated': 'put a member on a shift',
  'rota.slot': 'put a one-off shift on the rota',
  'rota.surge': 'planned a surge of shifts',
  'rota.surgeEnded': 'ended a surge of shifts early',
  'rota.unseated': 'took a member off a shift',
  'safety.changed': 'saw that a member’s safety number changed',
  'safety.confirmed': 'confirmed a member’s safety number',
  'safety.denied': 'said that a new safety number is not the member’s',
  'safety.removed': 'took a member out for a safety number that nobody confirmed',
  'session.confirmed': 'proved who they are',
  'session.ended': 'ended a session',
  'session.opened': 'signed in',
  'sign-in.attacked': 'counted five failed tries to sign in',
  'sign-in.rules': 'changed the rules of signing in',
  'stop.lifted': 'lifted the stop',
  'stop.set': 'stopped all call-outs or notices',
  'stuck.retried': 'had something tried once more that had not followed',
  'suspension.lifted': 'decided that a suspension ends',
  'suspension.reviewed': 'reviewed a suspension',
  'suspension.upheld': 'decided that a suspension stands',
};

export const hasWords = (act: string): boolean => act in words;

/** `deskKey.given` as "desk key given": an act that has no words of its own yet. */
const spelled = (act: string) =>
  act
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[._]/g, ' ')
    .toLowerCase();

/** What was done, in words that follow a name. */
export const wordsOf = ({ act }: Pick<Act, 'act'>): string => words[act] ?? spelled(act);

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);

/** What else was written down, as `evening: friday`; ids stay out, nobody reads them. */
export const detailsOf = ({ data }: Pick<Act, 'data'>): string =>
  Object.entries(data)
    .filter(([, value]) => value !== null && !isId(value))
    .map(([name, value]) => `${spelled(name)}: ${value}`)
    .join(', ');

/** Kinds as they stand in the filter: `rulePack` as "Rule pack". */
export const kindName = (kind: string): string => {
  const name = spelled(kind);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};
