// What was made of photos and drawings, a folder for each. It may be lost, damaged, or brought from elsewhere: its name
// says all that it depends on, and each file is looked at before it is used.
import type { Photo } from '../../model/photo.ts';
import type { World } from '../../world/world.ts';

/** Where it is, in the site's folder. */
export const KEPT = '.skein/cache/photos';
const FACTS = 'facts.json';

/** What is known of a photo beside its files. */
export type Facts = Omit<Photo, 'path' | 'key'>;

/** What is kept of an image, and a hash of each of its files by its name. */
export interface Kept {
  readonly facts: Facts;
  readonly hashes: Readonly<Record<string, string>>;
}

type Tools = Pick<World, 'files' | 'hash'>;

/** What is kept under this key; undefined when it is lost or damaged. */
export async function kept({ files, hash }: Tools, key: string): Promise<Kept | undefined> {
  const text = (await files.read(`${KEPT}/${key}/${FACTS}`)) ?? '';
  const [seal, said = ''] = text.split('\n');
  return seal === hash(said) ? (JSON.parse(said) as Kept) : undefined;
}

/** One of its files; undefined when that is lost or damaged. */
export async function keptForm(tools: Tools, key: string, form: string): Promise<Uint8Array | undefined> {
  const [bytes, there] = [await tools.files.readBytes(`${KEPT}/${key}/${form}`), await kept(tools, key)];
  return bytes && there?.hashes[form] === tools.hash(bytes) ? bytes : undefined;
}

/** Keeps what was made, the facts last: so what a crash leaves is not believed. */
export async function keep(
  { files, hash }: Tools,
  key: string,
  made: { readonly facts: Facts; readonly files: ReadonlyMap<string, Uint8Array> },
): Promise<Kept> {
  const hashes: Record<string, string> = {};
  for (const [form, bytes] of made.files) {
    hashes[form] = hash(bytes);
    await files.write(`${KEPT}/${key}/${form}`, bytes);
  }
  const one: Kept = { facts: made.facts, hashes };
  const said = JSON.stringify(one);
  await files.write(`${KEPT}/${key}/${FACTS}`, `${hash(said)}\n${said}`);
  return one;
}
