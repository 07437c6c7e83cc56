// Images are made by another program: what it cannot read, and what becomes of its end.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { imagesHere } from '../../src/world/images.ts';
import { drawn } from '../placed.ts';
import { processes } from '../processes.ts';
import { until } from '../until.ts';

/** The programs that this one has started for images. */
function programs(asker = process.pid): readonly number[] {
  const own = processes().filter(({ parent, words }) => parent === asker && /image-program/.test(words.join(' ')));
  return own.map(({ pid }) => pid);
}

const lives = (program: number): boolean => processes().some(({ pid }) => pid === program);

const photo = (): Promise<Buffer> => drawn(600, 400).jpeg().toBuffer();

const images = imagesHere();

const making = suite('making images');

making('what cannot be read is said, and the next photo is made', async () => {
  const asked = [images.forms('a.jpg', Buffer.from('no picture')), images.forms('b.jpg', await photo())] as const;
  const [broken, made] = await Promise.all(asked);
  assert.equal(broken, { broken: 'Input buffer contains unsupported image format' });
  assert.ok('files' in made && made.width === 600 && made.files.size > 1, JSON.stringify(made));
});

making('a drawing becomes a PNG', async () => {
  const png = await images.drawn('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
  assert.is(Buffer.from(png).subarray(1, 4).toString(), 'PNG');
});

making('the program goes when it has nothing to do, and another one comes', async () => {
  await images.forms('a.jpg', await photo());
  assert.is(programs().length, 1);
  await until(() => programs().length === 0);
  assert.ok('files' in (await images.forms('a.jpg', await photo())));
});

/** What becomes of it when the next so many programs are killed as soon as they are there. */
async function killed(times: number, asked: Promise<unknown>): Promise<string> {
  const outcome = asked.then(
    () => 'made',
    (cause: Error) => cause.message,
  );
  const seen = new Set<number>();
  while (seen.size < times) {
    for (const pid of programs().filter((each) => !seen.has(each))) {
      seen.add(pid);
      process.kill(pid, 'SIGKILL');
    }
    await pause(1);
  }
  return outcome;
}

making('when it is killed, another one is asked; when that is killed too, whoever waits hears so', async () => {
  const large = await drawn(4000, 3000).jpeg().toBuffer();
  assert.is(await killed(1, images.forms('a.jpg', large)), 'made');
  assert.is(await killed(2, images.forms('a.jpg', large)), 'The program that makes images has ended: SIGKILL.');
  assert.ok('files' in (await images.forms('a.jpg', await photo())));
});

making('it goes when whoever asked it was killed in the middle', async () => {
  const asks = `
    const { imagesHere } = await import('./src/world/images.ts');
    const { drawn } = await import('./test/placed.ts');
    const { forms } = imagesHere();
    const large = await drawn(4000, 3000).jpeg().toBuffer();
    for (;;) await forms('a.jpg', large);`;
  const asker = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', asks], {
    stdio: 'inherit',
  });
  const { pid: askers } = asker;
  await until(() => programs(askers).length > 0);
  const [made = 0] = programs(askers);
  asker.kill('SIGKILL');
  await until(() => !lives(made));
});

making('what makes images is asked for again, when its programs were killed before they said so', async () => {
  const others = imagesHere();
  assert.is(await killed(2, others.recipe()), 'The program that makes images has ended: SIGKILL.');
  assert.match((await others.recipe()) ?? '', /"vips"/);
});

making.run();
