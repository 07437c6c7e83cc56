// Feeds of strangers, and what is read of them. In test/received/, for each NAME.xml, .json or .html:
//
//   NAME.expected.json    the whole Feed, or the problems
//
// They are read as bytes. `RECEIVED=write` before the test command writes what the code gives now; then look at the
// difference in git, field by field: what is wrong there is wrong for ever.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parse } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textFrom } from '../../../src/feeds/read/charset.ts';
import { feedFrom } from '../../../src/feeds/read/feed.ts';

const received = suite('feeds of strangers');

const folder = 'test/received/';
const files = readdirSync(folder).filter((file) => !file.endsWith('.expected.json'));

// Where the Content-Type says more than the document.
const TYPES: Readonly<Record<string, string>> = { 'koi8-in-header': 'text/xml; charset=KOI8-R' };

function told(file: string, name: string): unknown {
  const type = TYPES[name] ?? 'application/octet-stream';
  const read = feedFrom(textFrom(readFileSync(folder + file), type), { address: 'https://site.example/feed', type });
  return read.ok ? read.value : { problems: read.problems };
}

for (const file of files) {
  const { name } = parse(file);
  received(`${file} is read as its file says`, () => {
    const says = `${folder}${name}.expected.json`;
    const found = told(file, name);
    if (process.env['RECEIVED'] === 'write') writeFileSync(says, `${JSON.stringify(found, undefined, 2)}\n`);
    assert.ok(existsSync(says), says);
    assert.equal(found, JSON.parse(readFileSync(says, 'utf8')));
  });
}

received.run();
