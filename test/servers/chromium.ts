// Debian's browser, as the tests start it: it looks for nothing outside, and asks nobody for an update.
import { chromium, type Browser } from 'playwright-core';

const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...QUIET] });
}
