// Where an entry is of, in the ways in which people say it: GeoRSS, the W3C's geo, and XEP-0080 on nodes.
import type { Place } from '../../model/entry.ts';
import { placeAt } from '../place.ts';
import { oneLine } from '../shown.ts';
import { all, saidIn, words, type Said } from './vocabulary.ts';

/** In characters. */
const LONGEST = 200;

/**
 * The place, to be spread into what is stated: nothing where there is none, or only the name of one.
 *
 *     <georss:point>48.17 -3.37</georss:point>      <geo:lat>48.17</geo:lat> <geo:long>-3.37</geo:long>
 *     <georss:where><gml:Point><gml:pos>…           <geo:Point><geo:lat>…
 *     <geoloc><lat>48.17</lat><lon>-3.37</lon><text>Loudéac</text></geoloc>
 */
export function placeOf(said: Said): { readonly place?: Place } {
  const [geoloc, point, where] = [
    inside(said, 'geoloc:geoloc'),
    inside(said, 'geo:point'),
    inside(said, 'georss:where'),
  ];
  const position = words(said, 'georss:point') || words(inside(where, 'gml:point'), 'gml:pos');
  const [lat = '', lon = ''] = position.split(/[\s,]+/);
  const name = words(geoloc, 'geoloc:text', 'geoloc:locality') || words(said, 'georss:featurename');
  const named = oneLine(name).slice(0, LONGEST);
  const place =
    placeAt(words(geoloc, 'geoloc:lat'), words(geoloc, 'geoloc:lon'), named) ??
    placeAt(lat, lon, named) ??
    placeAt(words(said, 'geo:lat'), words(said, 'geo:long', 'geo:lon'), named) ??
    placeAt(words(point, 'geo:lat'), words(point, 'geo:long', 'geo:lon'), named);
  return place ? { place } : {};
}

function inside(said: Said, name: string): Said {
  const [first] = all(said, name);
  return first ? saidIn(first) : new Map();
}
