import { allow } from '../../platform/policy.ts';

/** What a member does with their own assignments is scoped by person and needs no line here. */
export const policy = [
  ...allow('dispatcher', 'read start resend close', 'callout'),
  ...allow('operator', 'read', 'callout'),
  ...allow('coordinator', 'read', 'callout'),
  ...allow('legal', 'read', 'callout'),
  ...allow('counsel', 'read', 'callout'),
  ...allow('dispatcher', 'answer seat step ack needSeen letWait release finding', 'assignment'),
  ...allow('dispatcher', 'send', 'standDown'),
  ...allow('coordinator', 'send', 'standDown'),
  ...allow('counsel', 'send', 'standDown'),
  ...allow('dispatcher', 'handle', 'emergency'),
  ...allow('legal', 'handle', 'emergency'),
  ...allow('coordinator', 'handle', 'emergency'),
  ...allow('member', 'read', 'field'),
];
