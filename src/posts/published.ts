// A post with its photos as they are published: their files are not those that were written.
import type { Post } from '../model/entry.ts';
import type { Photo } from '../model/photo.ts';
import type { Site } from '../model/site.ts';
import { publicPath } from './media.ts';

/** The same post; its enclosures say the true length, and of each photo is known what pages can show. */
export function published(site: Site, post: Post, photos: readonly Photo[]): Post {
  const byFile = new Map(photos.map((photo) => [`public/${photo.path}`, photo]));
  const shown: Record<string, Photo> = {};
  const enclosures = post.entry.enclosures.map((enclosure) => {
    const photo = byFile.get(publicPath(site, enclosure.url) ?? '');
    if (!photo) return enclosure;
    shown[enclosure.url] = photo;
    return { ...enclosure, length: photo.length };
  });
  return { ...post, entry: { ...post.entry, enclosures }, photos: shown };
}
