import branches from './data/branches.json' with { type: 'json' };
import evictionsOwn from './data/evictions.json' with { type: 'json' };
import immigrationOwn from './data/immigration.json' with { type: 'json' };

/** The playbooks that come with the house. Hard calls are the same for both, so their branches are written once. */
export const immigration = { ...immigrationOwn, branches };
export const evictions = { ...evictionsOwn, branches };
