// Where an entry is of, in all the ways in which feeds and nodes say it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { feedFrom } from '../../src/feeds/read/feed.ts';
import type { Place } from '../../src/model/entry.ts';

const places = suite('places');

const LOUDEAC = { lat: 48.17, lon: -3.37 };

const CASES: readonly (readonly [said: string, place: Place | undefined])[] = [
  ['<georss:point>48.17 -3.37</georss:point>', LOUDEAC],
  ['<georss:point> 48.17, -3.37 </georss:point><georss:featurename>Loudéac</georss:featurename>', { ...LOUDEAC, name: 'Loudéac' }],
  ['<georss:where><gml:Point><gml:pos>48.17 -3.37</gml:pos></gml:Point></georss:where>', LOUDEAC],
  ['<geo:lat>48.17</geo:lat><geo:long>-3.37</geo:long>', LOUDEAC],
  ['<geo:Point><geo:lat>48.17</geo:lat><geo:long>-3.37</geo:long></geo:Point>', LOUDEAC],
  ['<geoloc xmlns="http://jabber.org/protocol/geoloc"><lon>-3.37</lon><lat>48.17</lat><text>Loudéac</text></geoloc>', { ...LOUDEAC, name: 'Loudéac' }],
  ['<georss:point>48.17</georss:point>', undefined],
  ['<georss:point>91 0</georss:point>', undefined],
  ['<georss:point>north west</georss:point>', undefined],
  ['<georss:featurename>Loudéac</georss:featurename>', undefined],
]; // prettier-ignore

const NAMESPACES =
  'xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"';

for (const [said, place] of CASES) {
  places(`${place ? JSON.stringify(place) : 'nowhere'} is ${said}`, () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" ${NAMESPACES}><entry><id>a</id>${said}</entry></feed>`;
    const rss = `<rss version="2.0" ${NAMESPACES}><channel><item><guid>a</guid>${said}</item></channel></rss>`;
    for (const text of [atom, rss]) {
      const feed = feedFrom(text, { address: 'https://a.example/', type: '' });
      assert.equal(feed.ok && feed.value.entries.map((entry) => entry.place), [place]);
    }
  });
}

places.run();
