// Debian's newsboat reads a feed, as a person's would.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Row {
  readonly guid: string;
  readonly url: string;
  readonly title: string;
  readonly content: string;
}

const COLUMNS = ['guid', 'url', 'title', 'content'];
const QUERY =
  'import json,sqlite3,sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))';

/** What newsboat keeps of the feed in a file, by id, the last first. It keeps one row an id: each feed has its own cache. */
export function keptByNewsboat(file: string): readonly Row[] {
  const home = mkdtempSync(join(tmpdir(), 'skein-newsboat-'));
  try {
    const [urls, cache] = [join(home, 'urls'), join(home, 'cache.db')];
    writeFileSync(urls, `file://${file}\n`);
    const options = ['-u', urls, '-c', cache, '-C', '/dev/null', '-x', 'reload'];
    execFileSync('newsboat', options, { env: { ...process.env, HOME: home }, timeout: 60_000 });
    const select = `select ${COLUMNS.join(', ')} from rss_item order by guid desc`;
    const rows = execFileSync('/usr/bin/python3', ['-c', QUERY, cache, select], { encoding: 'utf8' });
    return (JSON.parse(rows) as readonly (readonly string[])[]).map(
      ([guid = '', url = '', title = '', content = '']) => ({ guid, url, title, content }),
    );
  } finally {
    rmSync(home, { recursive: true });
  }
}
