// Where an entry is of, as feeds (GeoRSS Simple) and nodes (XEP-0080) say it. JSON Feed has no word for it.
import type { Place } from '../model/entry.ts';
import { child, element, type Element } from './xml.ts';

export const GEORSS = 'http://www.georss.org/georss';
export const GEOLOC = 'http://jabber.org/protocol/geoloc';

/** In a feed that declares `georss`. */
export function pointOf({ lat, lon, name }: Place): readonly (Element | undefined)[] {
  return [
    element('georss:point', {}, `${lat} ${lon}`),
    name === undefined ? undefined : element('georss:featurename', {}, name),
  ];
}

/** The namespace of the above, for a feed in which it is used. */
export function placesIn(entries: readonly { readonly place?: Place }[]): Readonly<Record<string, string>> {
  return entries.some(({ place }) => place !== undefined) ? { 'xmlns:georss': GEORSS } : {};
}

export function geolocOf({ lat, lon, name }: Place): Element {
  return element(
    'geoloc',
    { xmlns: GEOLOC },
    element('lat', {}, String(lat)),
    element('lon', {}, String(lon)),
    name === undefined ? undefined : element('text', {}, name),
  );
}

/** What an entry of either form says of it. */
export function placeIn(entry: Element): Place | undefined {
  const [geoloc, point] = [child(entry, 'geoloc', GEOLOC), child(entry, 'point', GEORSS)];
  const text = (name: string): string => (geoloc && child(geoloc, name, GEOLOC)?.getText()) ?? '';
  const [lat = '', lon = ''] = geoloc ? [text('lat'), text('lon')] : (point?.getText().trim().split(/\s+/) ?? []);
  return placeAt(lat, lon, geoloc ? text('text') : child(entry, 'featurename', GEORSS)?.getText());
}

/** The place of degrees that are written so; undefined where there can be none. */
export function placeAt(lat: string, lon: string, name = ''): Place | undefined {
  const [north, east] = [degrees(lat, 90), degrees(lon, 180)];
  if (north === undefined || east === undefined) return undefined;
  return { lat: north, lon: east, ...(name.trim() !== '' && { name: name.trim() }) };
}

function degrees(written: string, most: number): number | undefined {
  const number = /^[+-]?\d+(?:\.\d+)?$/.test(written.trim()) ? Number(written) : Number.NaN;
  return Math.abs(number) <= most ? number : undefined;
}
