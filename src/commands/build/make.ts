// Files of the site are made of what their sketches say and of the words of their posts.
import { isFeedSketch } from '../../feeds/archives.ts';
import { feedOf } from '../../feeds/feed.ts';
import type { PostsOf } from '../../model/card.ts';
import type { File, Page } from '../../model/page.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import type { Site } from '../../model/site.ts';
import { pageOf } from '../../pages/pages.ts';
import { isPlainSketch } from '../../pages/plain.ts';
import { plainOf } from '../../pages/machines.ts';
import { isSearchFile } from '../../pages/search.ts';
import { saidFile, wordsFile } from '../../pages/search-file.ts';
import { staged, type NewFile, type Stale } from '../../site/made.ts';
import { STAGE } from '../../site/write.ts';
import { coverBytes } from './cover.ts';
import { photoBytes } from './photos.ts';
import type { AnySketch, Tools } from './work.ts';

/** Makes files and puts those with new bytes on the stage; `postsOf` gives the words. All that is wrong is told. */
export async function makeAll(
  tools: Tools,
  { site, postsOf }: { site: Site; postsOf: PostsOf },
  stale: readonly Stale[],
): Promise<Checked<readonly NewFile[]>> {
  const pages: Page[] = [];
  const files: File[] = [];
  const problems: Problem[] = [];
  const done: NewFile[] = [];
  const of = new Map(stale.map((one) => [one.sketch.path, one]));
  const stage = (some: readonly File[]) => staged(tools.files.folder(STAGE), some, of, tools.hash);
  for (const { sketch } of stale as readonly { sketch: AnySketch }[]) {
    const made = await madeOf(tools, { site, postsOf }, sketch);
    if (made === undefined) problems.push(changedMeanwhile(sketch));
    else if ('template' in made) pages.push(made);
    else files.push(made);
    // Files of bytes are great.
    if (made && 'bytes' in made && typeof made.bytes !== 'string') done.push(...(await stage(files.splice(0))));
  }
  if (problems.length > 0) return wrong(...problems);
  const rendered = pages.length > 0 ? await tools.render.pages(site, pages) : fine([]);
  if (!rendered.ok) return rendered;
  return fine([...done, ...(await stage([...files, ...rendered.value]))]);
}

/** A file, or a page to be rendered; undefined when what it is made from is no longer what was looked at. */
async function madeOf(
  tools: Tools,
  { site, postsOf }: { site: Site; postsOf: PostsOf },
  sketch: AnySketch,
): Promise<File | Page | undefined> {
  const { path, cards } = sketch;
  if (sketch.maker === 'photo') {
    const bytes = await photoBytes(tools, sketch);
    return bytes && { path, bytes };
  }
  if (sketch.maker === 'cover') {
    const bytes = await coverBytes(tools, site, sketch);
    return bytes && { path, bytes };
  }
  if (sketch.maker === 'copy') {
    const bytes = await tools.files.folder(sketch.frame.folder).readBytes(sketch.frame.from);
    return bytes && { path, bytes };
  }
  if (isPlainSketch(sketch)) return { path, bytes: plainOf(site, sketch) };
  if (sketch.maker === 'words') return { path, bytes: wordsFile(sketch) };
  const posts = await postsOf(cards);
  if (posts.length < cards.length) return undefined;
  if (isFeedSketch(sketch)) {
    return {
      path,
      bytes: feedOf(
        site,
        sketch,
        posts.map(({ entry }) => entry),
      ),
    };
  }
  if (isSearchFile(sketch)) return { path, bytes: saidFile(site, posts, cards) };
  return pageOf(site, sketch, posts);
}

function changedMeanwhile(sketch: AnySketch): Problem {
  const isFrom = sketch.maker === 'copy' || sketch.maker === 'photo';
  const file = isFrom ? sketch.frame.from : (sketch.cards[0]?.file ?? sketch.path);
  return { where: file, what: 'It was changed while the site was built.', next: 'Build again.' };
}
