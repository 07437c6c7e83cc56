// The whole of it on one machine: a post becomes a page and feeds, goes to a host, and is in the reader of a follower.
//
//   demo ─ makes a folder and a private Prosody, then runs itself once more, since a program trusts a certificate only
//     │    from its start
//     └─ play ─ Ann: builds, deploys, announces at each change     Bob: follows her, reads in a browser, and answers
import { INBOX } from '../inbox/inbox.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import type { Files, World } from '../world/world.ts';
import { done, type Given } from './command.ts';
import { playBridge } from './demo/bridge.ts';
import { play } from './demo/play.ts';

/** Sets the stage, or plays on it when it is set. */
export async function run(world: World, given: Given): Promise<Outcome> {
  if (world.env('SKEIN_DEMO') === undefined) return setStage(world, given);
  return given.text('bridge') ? playBridge(world, given) : play(world, given);
}

async function setStage(world: World, given: Given): Promise<Outcome> {
  const { files, remove } = await world.stage.folder();
  let stop: (() => Promise<void>) | undefined;
  try {
    const unread = await noInbox(world, files);
    if (unread) return refused(unread);
    const passwords = { ann: world.secret(), bob: world.secret() };
    world.say.progress('starting a private Prosody');
    const server = await world.stage.server(files.folder('prosody').root, passwords);
    if (server.ok) stop = server.value.stop;
    if (world.stop.aborted) return done('');
    if (!server.ok) return refused(server.problems);
    for (const [user, password] of Object.entries(passwords))
      await files.write(`${user}/.env`, `SKEIN_XMPP_PASSWORD=${password}\n`);
    const { address, certificate } = server.value;
    const options = ['once', 'bridge'].filter((name) => given.text(name)).map((name) => `--${name}`);
    const code = await world.stage.again(['demo', '--root', files.root, ...options], {
      SKEIN_DEMO: 'play',
      NODE_EXTRA_CA_CERTS: certificate,
      SKEIN_XMPP_SERVER: address,
      SKEIN_ALLOW_HOSTS: 'localhost',
      // That of whoever runs the demo is none of Ann's or Bob's.
      SKEIN_XMPP_PASSWORD: '',
    });
    return code === 0 || world.stop.aborted ? done('') : refused([]);
  } finally {
    await stop?.();
    await remove();
  }
}

/** Why nobody could keep here what they read: told before a server is installed and started for it. */
async function noInbox(world: World, { root }: Files): Promise<readonly Problem[] | undefined> {
  const store = await (await world.stage.world(root, world.stop)).store(INBOX);
  if (!store.ok) return store.problems;
  store.value.close();
  return undefined;
}

function refused(problems: readonly Problem[]): Outcome {
  return { exit: 3, problems, said: '' };
}
