import type { Feature } from '../../platform/feature.ts';
import { routes } from './api.ts';
import { handlers, jobs, loops } from './jobs.ts';
import { pages, type Replies } from './pages.ts';
import { about, keeps } from './retention.ts';

export {
  addressOfDetention,
  addressOfThread,
  addTo,
  asMail,
  bannedOf,
  claimer,
  closeRestricted,
  contactsOf,
  detentionsOf,
  dropBan,
  fetchLater,
  type Incoming,
  inHand,
  isBanned,
  isOpenDetention,
  isTrusted,
  passDrafts,
  passReports,
  type Reporter,
  receiveReports,
  reportersOf,
  reportsOfIncident,
  reportsSince,
  reportToCallBack,
  restrictedLanguages,
  restrictedReport,
  type Said,
  setBan,
  speaksToHotline,
  type TakenBack,
  takeBack,
  threadOfReport,
} from './commands.ts';

/** `replies` says what the desk wrote to a reporter, for the page of the receipt; the composition root knows it. */
export const hotlineFeature = (replies: Replies): Feature => ({
  name: 'hotline',
  routes,
  pages: pages(replies),
  jobs,
  handlers,
  loops,
  keeps,
  about,
});
