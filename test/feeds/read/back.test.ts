// What our own writers write, read as a stranger's: the same entry, as far as the form can carry it. The entries are
// those of test/pairs/.
import { readFileSync, readdirSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { strangerHtml } from '../../../src/feeds/clean.ts';
import { receivedFrom } from '../../../src/feeds/read/atom.ts';
import { feedFrom } from '../../../src/feeds/read/feed.ts';
import { read } from '../../../src/feeds/xml.ts';
import { commentsNode, nodeAddress } from '../../../src/feeds/node-address.ts';
import type { Entry } from '../../../src/model/entry.ts';
import type { Received } from '../../../src/model/received.ts';

const back = suite('our own entries read back');

const folder = 'test/pairs/';
const names = readdirSync(folder).flatMap((file) => /^(.+)\.entry\.json$/.exec(file)?.[1] ?? []);

type Seen = Omit<Received, 'references'>;

/** What an entry is as a stranger's, in the fields that every form carries. */
function sent({ key: _key, ...entry }: Entry): Seen {
  const { replyTo, tags, enclosures } = entry;
  return {
    ...entry,
    html: strangerHtml(entry.html),
    text: entry.text.replace(/\r\n?/g, '\n').trim(),
    tags: tags.map((tag) => tag.toLowerCase()),
    enclosures: enclosures.map(({ title, ...file }) => ({
      ...file,
      ...(title !== undefined && { title: line(title) }),
    })),
    ...(replyTo && { replyTo: { url: replyTo.url, ...(replyTo.ref !== undefined && { ref: replyTo.ref }) } }),
  };
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function first(file: string): Seen {
  const feed = feedFrom(readFileSync(folder + file, 'utf8'), { address: 'https://ann.example/feed', type: '' });
  assert.ok(feed.ok && feed.value.entries.length === 1);
  const { references: _references, ...entry } = feed.value.entries[0]!;
  return entry;
}

const entryOf = (name: string): Entry => JSON.parse(readFileSync(`${folder}${name}.entry.json`, 'utf8')) as Entry;
// Its text is made to break what can be broken; test/received/ has the like.
const tame = names.filter((name) => name !== 'hostile');

for (const name of tame) {
  back(`${name} from Atom`, () => {
    // Atom has no text beside its HTML; what is read from that is compared by its words.
    const [is, was] = [first(`${name}.atom.xml`), sent(entryOf(name))];
    assert.equal({ ...is, text: line(is.text) }, { ...was, text: line(was.text) });
  });

  back(`${name} from RSS`, () => {
    // It has one time, no addresses of people, and in RSS nobody says that an entry is passed on.
    const { mentions: _mentions, repostOf: _repost, ...was } = sent(entryOf(name));
    const { repostOf: _none, ...is } = first(`${name}.rss.xml`);
    const author = { name: was.author.name };
    assert.equal({ ...is, text: line(is.text) }, { ...was, author, updated: '', mentions: [], text: line(was.text) });
  });

  back(`${name} from JSON`, () => {
    // It knows neither nodes nor places.
    const { mentions: _mentions, repostOf: _repost, comments: _comments, place: _place, ...was } = sent(entryOf(name));
    const { name: person } = entryOf(name).replyTo ?? {};
    const named = was.replyTo && { replyTo: { ...was.replyTo, ...(person !== undefined && { name: person }) } };
    assert.equal(first(`${name}.feed.json`), { ...was, ...named, mentions: [] });
  });

  back(`${name} from a node`, () => {
    const item = read(readFileSync(`${folder}${name}.item.xml`, 'utf8'))!;
    const around = { address: 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0', item: name };
    const { references: _references, html: _html, ...is } = receivedFrom(item, around)!;
    const { html: _was, mentions: _mentions, warning, ...was } = sent(entryOf(name));
    // A note that one is warned of has the warning as its title there.
    const warned = warning === undefined ? {} : was.title === undefined ? { title: warning } : { warning };
    const author = { name: 'Ann', uri: 'xmpp:ann@ann.example' };
    const comments = was.comments ?? nodeAddress(commentsNode({ jid: 'ann@ann.example' }, entryOf(name).key));
    assert.equal(is, { ...was, ...warned, author, mentions: [], item: name, comments });
  });
}

back.run();
