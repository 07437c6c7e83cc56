import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { siteFrom } from '../../src/site/settings.ts';

const settings = suite('settings');

const least = { title: 'Ann', url: 'https://ann.example', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };

function problemsOf(written: unknown): readonly string[] {
  const site = siteFrom(written);
  return site.ok ? [] : site.problems.map(({ where, what }) => `${where}  ${what}`);
}

settings('the least that a config has to say is filled in', () => {
  assert.equal(siteFrom(least), {
    ok: true,
    value: {
      ...least,
      url: 'https://ann.example/',
      description: '',
      author: { name: 'Ann', me: [] },
      language: 'en',
      timezone: 'UTC',
      announce: { chat: false, rooms: [], hubs: [] },
      reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
    },
  });
});

settings('a path of the site may be given for a photo, also where the site is in a folder', () => {
  const site = siteFrom({ ...least, url: 'https://host.example/~ann', author: { name: 'Ann', photo: '/ann.jpg' } });
  assert.is(site.ok && site.value.author.photo, 'https://host.example/~ann/ann.jpg');
});

settings('other addresses of who writes are as HTML allows them, whatever stands in them', () => {
  const me = ['https://social.example/@ann?a="b" c', 'mailto:ann@ann.example'];
  const site = siteFrom({ ...least, author: { name: 'Ann', me } });
  assert.equal(site.ok && site.value.author.me, [
    'https://social.example/@ann?a=%22b%22%20c',
    'mailto:ann@ann.example',
  ]);
  assert.equal(problemsOf({ ...least, author: { name: 'Ann', me: ['ann'] } }).length, 1);
});

settings('the public address of the reader is a folder, and absent where there is none', () => {
  const site = siteFrom({ ...least, reader: { url: 'https://ann.example/read' } });
  assert.is(site.ok && site.value.reader.url, 'https://ann.example/read/');
});

settings('an account announces on its own microblog node unless another is named', () => {
  const own = siteFrom({ ...least, xmpp: { jid: 'Ann@xmpp.example' } });
  const other = siteFrom({ ...least, xmpp: { jid: 'ann@xmpp.example', service: 'pubsub.xmpp.example', node: 'Blog' } });
  assert.equal(own.ok && own.value.xmpp, { jid: 'ann@xmpp.example', node: 'urn:xmpp:microblog:0' });
  assert.equal(other.ok && other.value.xmpp, {
    jid: 'ann@xmpp.example',
    node: 'Blog',
    service: 'pubsub.xmpp.example',
  });
});

settings('every key that is wrong is told, with what was written', () => {
  const wrong = {
    ...least,
    title: '',
    url: 'ftp://ann.example',
    id: 'ann',
    timezone: 'Mars',
    accent: '#ffcc00',
    fediverse: 'ann',
    language: '?',
    xmpp: { jid: 'ann@x/phone' },
    deploy: { to: 'ftp' },
    announce: { chat: 'yes', rooms: ['room'], hub: [] },
    eleventy: 3,
    titel: 'Ann',
  };
  assert.equal(problemsOf(wrong), [
    'skein.config.js: title  "" is not what is wanted here.',
    'skein.config.js: url  "ftp://ann.example" is not what is wanted here.',
    'skein.config.js: id  "ann" is not what is wanted here.',
    'skein.config.js: language  "?" is not what is wanted here.',
    'skein.config.js: timezone  "Mars" is not what is wanted here.',
    'skein.config.js: accent  "#ffcc00" is not what is wanted here.',
    'skein.config.js: fediverse  "ann" is not what is wanted here.',
    'skein.config.js: xmpp.jid  "ann@x/phone" is not what is wanted here.',
    'skein.config.js: deploy.to  This (object) is not what is wanted here.',
    'skein.config.js: announce.chat  "yes" is not what is wanted here.',
    'skein.config.js: announce.rooms.0  "room" is not what is wanted here.',
    'skein.config.js: announce.hub  There is no such setting.',
    'skein.config.js: eleventy  3 is not what is wanted here.',
    'skein.config.js: titel  There is no such setting.',
  ]);
});

settings('what is missing is told as missing', () => {
  assert.equal(problemsOf({ deploy: { to: 'folder' } }), [
    'skein.config.js: title  This is missing.',
    'skein.config.js: url  This is missing.',
    'skein.config.js: author  This is missing.',
    'skein.config.js: id  This is missing.',
    'skein.config.js: deploy.folder  This is missing.',
  ]);
  assert.equal(problemsOf(undefined), ['skein.config.js: export default  This is missing.']);
});

settings('a service needs a node, and rooms and contacts need an account', () => {
  const service = { ...least, xmpp: { jid: 'ann@xmpp.example', service: 'pubsub.xmpp.example' } };
  assert.equal(problemsOf(service), ['skein.config.js: xmpp.node  A node on a service needs a name of its own.']);
  assert.equal(problemsOf({ ...least, announce: { rooms: ['room@rooms.example'] } }), [
    'skein.config.js: announce  Contacts and rooms are told by an XMPP account, and there is none.',
  ]);
});

settings.run();
