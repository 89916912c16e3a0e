import branches from './data/branches.json' with { type: 'json' };
import evictionsOwn from './data/evictions.json' with { type: 'json' };
import immigrationOwn from './data/immigration.json' with { type: 'json' };
import trust from './data/trust.json' with { type: 'json' };

/** The playbooks that come with the house. Hard calls and whom one trusts are the same for both, so they are written once. */
export const immigration = { ...immigrationOwn, branches, trust };
export const evictions = { ...evictionsOwn, branches, trust };
