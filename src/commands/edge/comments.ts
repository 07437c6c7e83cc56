// The nodes that take comments on one's own posts: what stands there answers one, whoever wrote it.
import { commentsNode, nodeAddress } from '../../feeds/node-address.ts';
import type { Follow } from '../../model/people.ts';
import type { Account } from '../../model/site.ts';
import type { OwnPosts } from './own-posts.ts';

/** Posts whose comments are heard: the newest. */
const NEWEST = 50;

/** The addresses of the nodes with comments on the newest posts. */
export function commentsOn({ keys }: OwnPosts, account: Account): readonly string[] {
  return keys.slice(0, NEWEST).map((key) => nodeAddress(commentsNode(account, key)));
}

/** What the addresses of all such nodes begin with. */
export function commentsPrefix(account: Account): string {
  return nodeAddress(commentsNode(account, ''));
}

/** Whom a comment is from, as far as one can follow it. */
export function commentsFollow(node: string): Follow {
  return { name: 'Comments', feed: node };
}
