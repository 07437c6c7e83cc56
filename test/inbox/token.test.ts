import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tokenOf } from '../../src/inbox/token.ts';
import { newInbox } from './inbox.ts';

const token = suite('the secret of the reader');

token('is made once, and another for each inbox', async () => {
  const [inbox, other] = [await newInbox(), await newInbox()];
  assert.equal(
    [tokenOf(inbox, () => 'first'), tokenOf(inbox, () => 'second'), tokenOf(other, () => 'third')],
    ['first', 'first', 'third'],
  );
});

token.run();
