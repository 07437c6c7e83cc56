// What `init --with HOST` writes: how a host builds, shows and announces a site at each push and, for posts with a
// future date, on a schedule. Nothing of a site is in these texts, so they are constants; a test parses each.
import type { File } from '../model/page.ts';

export const HOSTS = ['github', 'gitlab', 'netlify'] as const;

export type Host = (typeof HOSTS)[number];

/** The host that a person names; undefined when there is nothing for it. */
export function hostFrom(name: string | undefined): Host | undefined {
  return HOSTS.find((host) => host === name);
}

/** The files for a host, relative to the site's folder. */
export function workflowFiles(host: Host): readonly File[] {
  return FILES[host];
}

const GITHUB = `# Builds the site, shows it with GitHub Pages, and tells your followers once it is live.
#
# Once, in the settings of the repository:
#   Pages: Source = GitHub Actions
#   Secrets and variables, Actions: a secret SKEIN_XMPP_PASSWORD, if you announce over XMPP
#
# The schedule is for posts with a future date. GitHub starts it late when it is busy, and stops it after 60 days
# without a commit in a public repository.
# Another host by "deploy" in skein.config.js? Put "npx skein deploy" in place of the two steps of Pages.
name: Site
on:
  push:
    branches: [main]
  schedule:
    - cron: '17 * * * *'
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
# One run after the other: a run that is announcing is never cut off.
concurrency:
  group: site
  cancel-in-progress: false
jobs:
  site:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    environment:
      name: github-pages
      url: \${{ steps.pages.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --no-audit --no-fund
      - run: npx skein build
      # Version 3 also takes files that begin with a dot, such as .well-known.
      - uses: actions/upload-pages-artifact@v3
        with:
          path: _site
      - id: pages
        uses: actions/deploy-pages@v4
      - run: npx skein announce --wait 10m
        env:
          SKEIN_XMPP_PASSWORD: \${{ secrets.SKEIN_XMPP_PASSWORD }}
`;

const GITLAB = `# Builds the site, shows it with GitLab Pages, and tells your followers once it is live.
#
# Once, in the settings of the project:
#   CI/CD, Variables: SKEIN_XMPP_PASSWORD, masked and protected, if you announce over XMPP
#   Build, Pipeline schedules: one an hour, for posts with a future date. A file like this cannot make a schedule.
#
# "publish" in "pages" needs GitLab 17.9; before, write "publish: _site" beside "script".
default:
  image: node:22
stages: [deploy, announce]
workflow:
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
pages:
  stage: deploy
  resource_group: site
  script:
    - npm install --no-audit --no-fund
    - npx skein build
  pages:
    publish: _site
  artifacts:
    paths: [_site]
announce:
  stage: announce
  needs: [pages]
  resource_group: announce
  script:
    - npm install --no-audit --no-fund
    - npx skein announce --wait 10m
`;

const NETLIFY = `# Builds the site, shows it with Netlify, and tells your followers once it is live.
#
# Once, in the configuration of the site:
#   Environment variables: SKEIN_XMPP_PASSWORD, if you announce over XMPP
#   Build hooks: one, for posts with a future date. Netlify builds on no schedule of its own; any cron can
#     post to it:
#     17 * * * *  curl -sX POST https://api.netlify.com/build_hooks/YOURS
[build]
command = "npx skein build"
publish = "_site"

[build.environment]
NODE_VERSION = "22"

# Only what is published is announced, no preview of a branch.
[[context.production.plugins]]
package = "/netlify/announce"
`;

const NETLIFY_PLUGIN = `// Netlify calls this after the site is live; by then nothing that goes wrong here can take it back.
export const onSuccess = async ({ utils }) => {
  try {
    await utils.run('npx', ['skein', 'announce', '--wait', '10m']);
  } catch (error) {
    utils.build.failPlugin('The site is live, but was not announced. The next deploy goes on from here.', { error });
  }
};
`;

const FILES: Readonly<Record<Host, readonly File[]>> = {
  github: [{ path: '.github/workflows/site.yml', bytes: GITHUB }],
  gitlab: [{ path: '.gitlab-ci.yml', bytes: GITLAB }],
  netlify: [
    { path: 'netlify.toml', bytes: NETLIFY },
    { path: 'netlify/announce/manifest.yml', bytes: 'name: skein-announce\n' },
    { path: 'netlify/announce/index.js', bytes: NETLIFY_PLUGIN },
  ],
};
