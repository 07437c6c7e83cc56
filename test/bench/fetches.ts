// All feeds fetched by Skein and by newsboat: for the first time, and when the servers say that nothing is new. The two
// take turns, and each round another is the first.
import { startFeeds, ENTRIES, type Feeds } from './feeds.ts';
import { entriesIn, forgetAll, letTimePass, newsboatFor, skeinFor, type FeedReader } from './feed-readers.ts';
import { run } from './measure.ts';
import type { EdgeBench } from './edge.ts';

export async function measureFetches(bench: EdgeBench): Promise<void> {
  const feeds = await startFeeds(bench.feeds);
  const { addresses, hosts } = feeds;
  const skein = skeinFor(bench.folder, addresses, hosts);
  const readers = bench.hasNewsboat ? [skein, newsboatFor(bench.folder, addresses)] : [skein];
  try {
    for (let round = 0; round < bench.runs; round++) {
      for (const reader of round % 2 === 0 ? readers : readers.toReversed()) await measureReader(bench, feeds, reader);
    }
  } finally {
    await feeds.close();
  }
}

async function measureReader({ feeds: count, record }: EdgeBench, feeds: Feeds, reader: FeedReader): Promise<void> {
  const fetched = async (expected: 200 | 304): Promise<{ seconds: number; peak?: number; cpu?: number }> => {
    const { seconds, peak, cpu } = await run(reader.command, reader.root, reader.env);
    const sent = feeds.sent();
    if (sent[expected] !== count) throw new Error(`${reader.name}: ${JSON.stringify(sent)} of ${count} feeds.`);
    return { seconds, ...(peak !== undefined && { peak }), ...(cpu !== undefined && { cpu }) };
  };
  forgetAll(reader);
  const first = await fetched(200);
  const entries = await entriesIn(reader);
  if (entries !== count * ENTRIES) throw new Error(`${reader.name}: ${entries} entries of ${count * ENTRIES}.`);
  record({ who: reader.name, work: 'first fetch' }, first);
  // newsboat writes down what a feed is called when it is there already: the second time it is sent whole once more.
  if (reader.name === 'newsboat') await fetched(200);
  await letTimePass(reader);
  record({ who: reader.name, work: 'nothing new' }, await fetched(304));
}
