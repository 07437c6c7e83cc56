// All files of a site, from all who make some: each address has one maker, and public/ wins.
import type { File } from '../model/page.ts';
import type { Problem } from '../model/problem.ts';
import type { Files } from '../world/world.ts';

export interface Gathered {
  readonly files: readonly File[];
  /** Addresses that public/ took over from a generated file. */
  readonly replaced: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files of several makers in one site. Two makers of one address are a problem; a file of public/ replaces the other. */
export function gather(makers: Readonly<Record<string, readonly File[]>>, own: readonly File[]): Gathered {
  const byAddress = new Map<string, { file: File; maker: string }>();
  const problems: Problem[] = [];
  for (const [maker, files] of Object.entries(makers)) {
    for (const file of files) {
      const other = byAddress.get(addressKey(file.path));
      if (other) problems.push(twoMakers(file.path, other.maker, maker));
      else byAddress.set(addressKey(file.path), { file, maker });
    }
  }
  const replaced = own.filter(({ path }) => byAddress.has(addressKey(path))).map(({ path }) => path);
  for (const file of own) byAddress.set(addressKey(file.path), { file, maker: 'public/' });
  return { files: [...byAddress.values()].map(({ file }) => file), replaced, problems };
}

/** The files of public/, as they are. Hidden ones too, for `.well-known/`, but not those that systems leave behind. */
export async function publicFiles(files: Files): Promise<readonly File[]> {
  const paths = (await files.list('public')).filter((path) => !/(^|\/)(\.DS_Store|Thumbs\.db|\.gitkeep)$/.test(path));
  const read = await Promise.all(
    paths.map(async (path) => ({ path: path.slice('public/'.length), bytes: (await files.readBytes(path)) ?? '' })),
  );
  return read;
}

// Some hosts and disks hold `A` and `a` as one.
function addressKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function twoMakers(path: string, first: string, second: string): Problem {
  return {
    where: `/${path}`,
    what: `Two want this address: ${first} and ${second}.`,
    next: 'Give one of them another permalink, slug or file name.',
  };
}
