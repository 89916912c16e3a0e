export { askForCall, callbacks, end, plan } from './commands/callbacks.ts';
export { follow, followMember, followRestricted } from './commands/follow.ts';
export { passThreads, waitingForUs, withThem } from './commands/in-hand.ts';
export { assign, here, mark } from './commands/marks.ts';
export { list, read } from './commands/read.ts';
export { repliesTo, replyWith } from './commands/reply.ts';
