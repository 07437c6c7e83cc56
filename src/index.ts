// What a site's skein.config.js may import: types, nothing that runs.
export type { Settings as Site } from './site/settings.ts';
