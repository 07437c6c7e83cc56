import { constantFrom, assert as holds, property, array } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addressOf } from '../../src/model/site.ts';
import { ann } from '../posts/ann.ts';

const addresses = suite('addresses');

addresses('a path is resolved as URLs are', () => {
  const sites = constantFrom('https://ann.example/', 'https://host.example/~ann/', 'HTTPS://Ann.Example:443/a b/');
  const pieces = [
    'a',
    'Z9',
    '.',
    '..',
    '/',
    '//',
    '-',
    '_',
    '~',
    '~2b',
    '%',
    '%41',
    ':',
    '?',
    '#',
    'é',
    ' ',
    '\\',
    '@',
  ];
  const paths = array(constantFrom(...pieces), { maxLength: 6 }).map((path) => path.join(''));
  holds(
    property(sites, paths, (url, path) => {
      const wanted = URL.canParse(path, url) ? new URL(path, url).href : undefined;
      if (wanted !== undefined) assert.is(addressOf({ ...ann, url }, path), wanted);
    }),
    { numRuns: 2000 },
  );
});

addresses.run();
