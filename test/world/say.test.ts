import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sayTo } from '../../src/world/say.ts';
import type { Say } from '../../src/world/world.ts';

const speaking = suite('say');

function heard(isTTY: boolean, colour: boolean, speak: (say: Say) => void): { out: string; err: string } {
  const text = { out: '', err: '' };
  const voice = (name: 'out' | 'err') => ({ isTTY, columns: 20, write: (said: string) => (text[name] += said) });
  speak(sayTo({ out: voice('out'), err: voice('err'), colour }));
  return text;
}

const problem = { where: 'posts/a.md:3', what: 'It is wrong.', next: 'Mend it.' };

speaking('lines go to stdout, problems to stderr, progress nowhere when nobody looks', () => {
  const text = heard(false, true, (say) => {
    say.progress('uploading');
    say.line('done');
    say.problems([problem]);
    say.problems([]);
  });
  assert.equal(text, { out: 'done\n', err: 'posts/a.md:3  It is wrong.\n    Mend it.\n' });
});

speaking('on a terminal progress is written over, cut to its width, and gone before the next line', () => {
  const text = heard(true, false, (say) => {
    say.progress('uploading a very long name');
    say.progress('2 of 2');
    say.line('done');
    say.line('really');
  });
  assert.equal(text, { out: 'done\nreally\n', err: '\r\u001B[Kuploading a very lo\r\u001B[K2 of 2\r\u001B[K' });
});

speaking('colour is for a terminal whose person allows it', () => {
  const coloured = [true, false].flatMap((isTTY) =>
    [true, false].map((colour) => heard(isTTY, colour, (say) => say.problems([problem])).err.includes('\u001B[')),
  );
  assert.equal(coloured, [true, false, false, false]);
});

speaking('a stranger cannot command the terminal', () => {
  const text = heard(true, true, (say) => say.line('a\u001B]0;b\u0007\u009Bc\td\re'));
  assert.is(text.out, 'a\uFFFD]0;b\uFFFD\uFFFDc\td\uFFFDe\n');
});

speaking.run();
