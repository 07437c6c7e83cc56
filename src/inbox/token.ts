// The secret with which the person's browser opens the reader: made once, and kept where the inbox is.
import type { Inbox } from './inbox.ts';
import { settingOnce } from './setting.ts';

/** The secret of this inbox, made by `secret` where there is none. */
export function tokenOf(inbox: Inbox, secret: () => string): string {
  return settingOnce(inbox, 'reader token', secret());
}
