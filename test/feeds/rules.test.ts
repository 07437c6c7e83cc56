import { readFileSync, readdirSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { feedFiles } from '../sketched.ts';
import type { Entry } from '../../src/model/entry.ts';
import { ann, note } from './ann.ts';
import { atomComplaints, jsonComplaints, rssComplaints } from './rules.ts';

const rules = suite('rules');

const pairs = readdirSync('test/pairs')
  .filter((file) => file.endsWith('.entry.json'))
  .map((file) => JSON.parse(readFileSync(`test/pairs/${file}`, 'utf8')) as Entry);
const old = ['2026-09-30T22:00:00Z', '2026-10-01T00:00:00Z'].map((time, at) => note(`old-${at}`, time));
const files = feedFiles(ann, [...pairs, ...old], new Date('2026-11-22T10:00:00Z'));
const ending = (end: string): string[] =>
  files.flatMap(({ path, bytes }) => (path.endsWith(end) ? [String(bytes)] : []));

rules('Atom: nothing but the empty titles of notes and the namespace of what says that they are notes', () => {
  const seen = new Set(ending('atom.xml').flatMap(atomComplaints));
  assert.equal([...seen].toSorted(), ['NotBlank title of entry', 'UnknownNamespace http://activitystrea.ms/spec/1.0/']);
});

rules('RSS: nothing', () => {
  assert.equal(ending('rss.xml').flatMap(rssComplaints), []);
});

rules('JSON Feed: nothing', () => {
  assert.equal(ending('feed.json').flatMap(jsonComplaints), []);
});

rules('an empty site breaks no rule', () => {
  const [atom, rss, json] = feedFiles({ ...ann, description: '' }, [], new Date('2026-11-22T10:00:00Z'));
  assert.equal(atomComplaints(String(atom?.bytes)), ['UnknownNamespace http://activitystrea.ms/spec/1.0/']);
  assert.equal(rssComplaints(String(rss?.bytes)), []);
  assert.equal(jsonComplaints(String(json?.bytes)), []);
});

rules('what is wrong is found', () => {
  const [atom = '', rss = '', json = ''] = ['atom.xml', 'rss.xml', 'feed.json'].map((end) => ending(end)[0]);
  const broken = [
    atomComplaints(atom.replaceAll('ostatus:attention', 'mentioned')),
    atomComplaints(atom.replace(/<updated>[^<]*/, '<updated>2026-11-23T00:00:00Z')),
    atomComplaints(atom.replaceAll(' type="image/jpeg"', '')),
    rssComplaints(rss.replaceAll(' GMT', '')),
    rssComplaints(rss.replaceAll('isPermaLink="false"', '')),
    rssComplaints(rss.replaceAll('src="https://ann.example', 'src="')),
    jsonComplaints(json.replaceAll('(2)', '').replaceAll('"A goose "', '"A goose"')),
    jsonComplaints(json.replaceAll('"id": "tag:', '"key": "tag:')),
  ].map((said) => said.filter((each) => !each.startsWith('NotBlank') && !each.startsWith('UnknownNamespace')));
  assert.equal(broken, [
    ['UnregisteredAtomLinkRel mentioned'],
    ['updated is not the newest entry’s'],
    ['InvalidMIMEType'],
    ['InvalidRFC2822Date'],
    ['InvalidPermalink'],
    ['ContainsRelRef'],
    ['DuplicateValue'],
    ['an item without id', 'DuplicateValue'],
  ]);
});

rules.run();
