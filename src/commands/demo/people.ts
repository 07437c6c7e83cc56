// The two of the demo: each has a folder as `skein init` makes it, an account, and a host on this machine.
import { fine, type Checked } from '../../model/problem.ts';
import { newSite } from '../../site/new.ts';
import type { Files, World } from '../../world/world.ts';

/** Posts of this repository that are shown, by the dates in their names. */
const NEWEST = 5;

export interface Person {
  /** That of their folder. */
  readonly world: World;
  /** Where their site is. */
  readonly url: string;
  /** Takes their host down. */
  readonly leave: () => Promise<void>;
}

/** Ann, whose posts are the news of this repository, so that there is something to see; a package has none. */
export async function annIn(world: World, stop: AbortSignal): Promise<Checked<Person>> {
  const own = world.files.folder(world.self.root);
  const to = world.files.folder('ann');
  const posts = (await own.list('posts')).slice(-NEWEST);
  for (const path of [...posts, ...(await own.list('public'))]) await to.write(path, (await own.readBytes(path)) ?? '');
  return settled(world, { name: 'Ann', files: to }, stop);
}

/** Bob, who has just begun. */
export async function bobIn(world: World, stop: AbortSignal): Promise<Checked<Person>> {
  return settled(world, { name: 'Bob', files: world.files.folder('bob') }, stop);
}

async function settled(
  world: World,
  { name, files }: { readonly name: string; readonly files: Files },
  stop: AbortSignal,
): Promise<Checked<Person>> {
  const user = name.toLowerCase();
  const folder = `www/${user}`;
  const host = await world.serve.site(world.files.folder(folder).root, 0);
  if (!host.ok) return host;
  const { url, close } = host.value;
  const now = world.clock.now();
  const site = newSite({
    title: name,
    url,
    // Both hosts have the same name.
    id: `tag:${user}.example,${now.getUTCFullYear()}:`,
    author: name,
    jid: `${user}@localhost`,
    timezone: 'UTC',
    language: 'en',
    dependency: world.self.dependency,
    now,
    deploy: { to: 'folder', folder: `../${folder}` },
  });
  for (const { path, bytes } of site) await files.write(path, bytes);
  const own = await world.stage.world(files.root, stop);
  // One terminal for both.
  return fine({ world: { ...own, say: world.say }, url, leave: close });
}
