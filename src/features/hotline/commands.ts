export { addAtDesk, addPicture, addTo } from './commands/add.ts';
export { bannedOf, dropBan, isBanned, isTrusted, setBan } from './commands/banned.ts';
export { reportToCallBack } from './commands/call-back.ts';
export { addressOf as addressOfThread } from './commands/conversation.ts';
export {
  ask,
  ban,
  claim,
  close,
  closeRestricted,
  liftBan,
  link,
  openFrom,
  release,
  reopen,
  sendFromDesk,
  unlink,
} from './commands/desk.ts';
export { draft, drafts, dropDraft, saveDraft } from './commands/drafts.ts';
export { inHand, passDrafts, passReports, reportsSince } from './commands/in-hand.ts';
export { fetchLater, fetchNext, storePicture } from './commands/media.ts';
export { type MoveTo, moveBack, moveMessage } from './commands/move.ts';
export {
  detail,
  isOpenDetention,
  list,
  reportsOfIncident,
  restrictedLanguages,
  restrictedReport,
} from './commands/read.ts';
export { type Incoming, receiveReports } from './commands/receive.ts';
export { type Status, statusOf } from './commands/status.ts';
export { surface } from './commands/surface.ts';
export { type TakenBack, takeBack } from './commands/take-back.ts';
export { answerTo, asMail, claimer, speaksToHotline } from './commands/talk.ts';
export { followLink, forgetTold, tellClosed, tellIncident } from './commands/tell.ts';
export {
  addressOfDetention,
  contactsOf,
  detentionsOf,
  type Reporter,
  reportersOf,
  type Said,
  threadOfReport,
} from './commands/threads.ts';
