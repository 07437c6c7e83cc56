// Pictures of a post that have no words for those who do not see them.
import type { Site } from '../model/site.ts';
import { parsePost } from '../posts/parse.ts';
import type { World } from '../world/world.ts';

/** Their addresses. One that is said to need no words is none of them, nor is any of a file that is no post. */
export async function wordlessIn({ files }: World, site: Site, file: string): Promise<readonly string[]> {
  const text = await files.read(file);
  const parsed = text === undefined ? undefined : await parsePost(file, text, { site, who: () => undefined });
  return parsed?.ok ? parsed.value.bare : [];
}
