// The pages of the preview that are made when they are asked for: how a post looks elsewhere.
import type { Post } from '../model/entry.ts';
import { keyAt } from '../pages/elsewhere-path.ts';
import type { PagesAt, World } from '../world/world.ts';
import type { Workshop } from './build/look.ts';
import { wordlessIn } from './wordless.ts';

/** The page at a path of the preview, of a post that the last build saw; undefined where there is none. */
export function elsewhereIn(world: World, shop: Workshop): PagesAt {
  return async (path) => {
    const key = keyAt(path);
    const { last } = shop;
    const post = key !== undefined && last && (await postIn(last, key));
    if (!post) return undefined;
    const { site } = last.scene;
    // It reads feeds, as no build does.
    const { elsewherePage } = await import('../pages/elsewhere.ts');
    const wordless = await wordlessIn(world, site, post.file);
    const made = await world.render.pages(site, [elsewherePage(site, post, wordless)]);
    if (!made.ok) world.say.problems(made.problems);
    return made.ok ? String(made.value[0]?.bytes) : undefined;
  };
}

async function postIn({ shelf, worker }: NonNullable<Workshop['last']>, key: string): Promise<Post | undefined> {
  const card = shelf.all.find((one) => one.key === key);
  return card && (await worker.postsOf([card]))[0];
}
