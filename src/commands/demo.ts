// The whole of it on one machine: a post becomes a page and feeds, goes to a host, and is heard by a follower.
//
//   demo ─ makes a folder and a private Prosody, then runs itself once more, since a program trusts a certificate
//     │    only from its start
//     └─ play ─ Ann's site: build, deploy, announce at each change     Bob: subscribes, and hears
import { fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { prepare } from '../announce/prepare.ts';
import { refused } from '../nodes/refusals.ts';
import { toldIn } from '../nodes/events.ts';
import { itemsFrom } from '../nodes/items.ts';
import { subscribe } from '../nodes/subscriptions.ts';
import { element, type Element } from '../feeds/xml.ts';
import { configText, newSite } from '../site/new.ts';
import type { Files, Talk, World } from '../world/world.ts';
import { logIn } from './account.ts';
import { done, type Given } from './command.ts';
import { deploySite } from './deploy.ts';
import { keepUp } from './dev.ts';
import { onLine, type Line } from './line.ts';
import { openSite } from './open.ts';
import { run as post } from './post.ts';

const ANN: Account = { jid: 'ann@localhost', node: 'urn:xmpp:microblog:0' };
const BOB: Account = { ...ANN, jid: 'bob@localhost' };
const HOST = '../www';
const SECOND = 'The second post, made by "skein post" while the demo runs. #demo';
/** Posts that are shown, by the dates in their names: above twenty at once nobody would be told. */
const NEWEST = 5;
/** Milliseconds after which `--once` is a failure. */
const PATIENCE = 60_000;

/** Sets the stage, or plays on it when it is set. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return world.env('SKEIN_DEMO_PASSWORD') === undefined ? setStage(world, given) : play(world, given);
}

async function setStage(world: World, given: Given): Promise<Outcome> {
  const { files, remove } = await world.stage.folder();
  let stop: (() => Promise<void>) | undefined;
  try {
    const [ann, bob] = [world.secret(), world.secret()];
    world.say.progress('starting a private Prosody');
    const server = await world.stage.server(files.folder('prosody').root, { ann, bob });
    if (server.ok) stop = server.value.stop;
    if (world.stop.aborted) return done('');
    if (!server.ok) return { exit: 3, problems: server.problems, said: '' };
    const { address, certificate } = server.value;
    const site = files.folder('site');
    await copySite(world, site);
    const code = await world.stage.again(['demo', '--root', site.root, ...(given.text('once') ? ['--once'] : [])], {
      NODE_EXTRA_CA_CERTS: certificate,
      SKEIN_XMPP_SERVER: address,
      SKEIN_XMPP_PASSWORD: ann,
      SKEIN_DEMO_PASSWORD: bob,
    });
    return { exit: code === 0 || world.stop.aborted ? 0 : 3, problems: [], said: '' };
  } finally {
    await stop?.();
    await remove();
  }
}

// The site of this repository, so that the demo shows something; a package has none, and gets a new one.
async function copySite(world: World, to: Files): Promise<void> {
  const own = world.files.folder(world.self.root);
  const posts = (await own.list('posts')).slice(-NEWEST);
  for (const path of [...posts, ...(await own.list('public'))]) await to.write(path, (await own.readBytes(path)) ?? '');
  if (posts.length > 0) return;
  for (const { path, bytes } of newSite(beginning(world, 'http://localhost/'))) await to.write(path, bytes);
}

function beginning(world: World, url: string): Parameters<typeof newSite>[0] {
  const { dependency } = world.self;
  const now = world.clock.now();
  return { title: 'Skein', url, author: 'Ann', jid: ANN.jid, timezone: 'UTC', language: 'en', dependency, now };
}

async function play(world: World, given: Given): Promise<Outcome> {
  const host = await world.serve.site(world.files.folder(HOST).root, 0);
  if (!host.ok) return { exit: 3, problems: host.problems, said: '' };
  const { url, close } = host.value;
  const config = configText({ ...beginning(world, url), deploy: { to: 'folder', folder: HOST } });
  await world.files.write('skein.config.js', config);
  try {
    const bob = await listen(world);
    if (!bob.ok) return { exit: 3, problems: bob.problems, said: '' };
    world.say.line(`Ann's site is at ${url}`);
    const once = given.text('once') !== undefined;
    if (!once) world.say.line(`Its posts are in ${world.files.folder('posts').root}: add one. Ctrl-C ends the demo.`);
    const outcome = await onLine<Outcome | void>(world, (line) => {
      const round = (): Promise<void> => publish(world, line, bob.value);
      return once ? twice(world, bob.value, round) : keepUp(world, round);
    });
    await bob.value.talk.close();
    return outcome ?? done('');
  } finally {
    await close();
  }
}

/** Bob, who follows Ann: what he has heard, and since when there was something to hear. */
interface Follower {
  readonly talk: Talk;
  readonly heard: string[];
  liveAt: number;
}

// Ann's node has to be there before Bob can subscribe to it, and Bob before the first post is announced.
async function listen(world: World): Promise<Checked<Follower>> {
  const opened = await openSite(world);
  if (!opened.ok) return opened;
  const ann = await logIn(world, ANN);
  if (!ann.ok) return ann;
  const made = await prepare(ann.value, { site: opened.value.site, at: ANN }, undefined);
  await ann.value.close();
  if (!made.ok) return made;
  const talk = await logIn(world, BOB, { variable: 'SKEIN_DEMO_PASSWORD' });
  if (!talk.ok) return talk;
  const bob: Follower = { talk: talk.value, heard: [], liveAt: 0 };
  talk.value.heard((stanza) => hear(world, bob, stanza));
  await talk.value.send(element('presence'));
  const answer = await talk.value.ask(subscribe({ service: ANN.jid, node: ANN.node }, BOB.jid));
  return answer.ok ? fine(bob) : wrong(refused(ANN.node, answer.refusal, ANN));
}

function hear(world: World, bob: Follower, stanza: Element): void {
  if (toldIn(stanza)?.service !== ANN.jid) return;
  for (const { written } of itemsFrom(stanza)) {
    const text = written?.title ?? written?.text ?? '';
    bob.heard.push(text);
    const after = world.clock.now().getTime() - bob.liveAt;
    world.say.line(`heard  ${JSON.stringify(text)}  ${after} ms after it was live`);
  }
}

async function publish(world: World, line: Line, bob: Follower): Promise<void> {
  const outcome = await deploySite(world, { line }, { live: () => (bob.liveAt = world.clock.now().getTime()) });
  world.say.problems(outcome.problems);
  world.say.line(outcome.said);
}

// The first is there, the second is written while it runs.
async function twice(world: World, bob: Follower, round: () => Promise<void>): Promise<Outcome> {
  const over = new AbortController();
  const stop = AbortSignal.any([world.stop, over.signal]);
  const running = keepUp({ ...world, stop }, round);
  const first = await until(() => bob.heard.length > 0, world);
  if (first) await post(world, { words: [SECOND], text: () => undefined, texts: () => [] });
  const second = first && (await until(() => bob.heard.includes(SECOND), world));
  over.abort();
  await running;
  if (second || world.stop.aborted) return done(second ? 'Two posts were heard.' : '');
  return { exit: 3, problems: [unheard(bob)], said: '' };
}

async function until(holds: () => boolean, world: World): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE && !world.stop.aborted; waited += 20) {
    if (holds()) return true;
    await world.clock.wait(20);
  }
  return false;
}

function unheard({ heard }: Follower): Problem {
  return {
    where: BOB.jid,
    what: `Of two posts ${heard.length} were heard within a minute.`,
    next: 'Run it again; if it stays so, tell the authors what it printed.',
  };
}
