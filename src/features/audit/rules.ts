import type { Act } from './contract.ts';

/** What each act is in plain words, after the name of who did it. */
const words: Record<string, string> = {
  'ban.lifted': 'let an origin of reports back into the queue',
  'ban.set': 'put what an origin reports into the throttled queue',
  'complaint.closed': 'closed a complaint about conduct',
  'drill.started': 'started a drill',
  'drill.stopped': 'stopped a drill',
  'incident.exported': 'exported an incident',
  'intake.closed': 'closed an intake of the legal desk',
  'intake.read': 'opened a record of the legal desk',
  'intake.taken': 'took an intake of the legal desk',
  'member.admitted': 'admitted a member',
  'network.made': 'made the network',
  'person.suspended': 'suspended a member',
  'playbook.saved': 'put a playbook in force',
  'rulePack.signed': 'signed the rules of a state',
  'stop.lifted': 'lifted the stop',
  'stop.set': 'stopped all call-outs or notices',
  'suspension.lifted': 'decided that a suspension ends',
  'suspension.reviewed': 'reviewed a suspension',
  'suspension.upheld': 'decided that a suspension stands',
};

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
