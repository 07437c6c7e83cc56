// What comes in while a page is open, told to it as server-sent events: the numbers of new entries of its list. The page
// fetches them when the person wants to see them.
import type { Reading, Shown, Wanted } from './reading.ts';

/** Events that may wait for a browser that does not take them; one that is further behind asks anew. */
const BEHIND = 100;

interface Bounds {
  /** The greatest number that the page has. */
  readonly since: number;
  readonly stop: AbortSignal;
}

/** A stream of events. `stop` ends it, and so does the browser. */
export function liveStream(reading: Reading, wanted: Wanted, { since, stop }: Bounds): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let end: (() => void) | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (text: string): void => controller.enqueue(bytes.encode(text));
      const close = (): void => {
        end?.();
        controller.close();
      };
      const quiet = reading.heard((news) => {
        const numbers = news.filter((shown) => isWanted(shown, wanted)).map(({ entry }) => entry.number);
        if ((controller.desiredSize ?? 0) < -BEHIND) close();
        else if (numbers.length > 0) tell(event(numbers));
      });
      stop.addEventListener('abort', close, { once: true });
      end = () => {
        quiet();
        stop.removeEventListener('abort', close);
      };
      tell(': here\n\n');
      // What came between the page and this stream, or while the browser was away.
      const missed = reading
        .list(wanted)
        .shown.map(({ entry }) => entry.number)
        .filter((number) => number > since);
      if (missed.length > 0) tell(event(missed));
      if (stop.aborted) close();
    },
    cancel: () => end?.(),
  });
}

// A browser that comes again says the last id that it has.
function event(numbers: readonly number[]): string {
  return `id: ${Math.max(...numbers)}\ndata: ${numbers.join(' ')}\n\n`;
}

function isWanted({ follow, concerns }: Shown, { list, group, source }: Wanted): boolean {
  if (list === 'mentions') return concerns.length > 0;
  return (group === undefined || follow.group === group) && (source === undefined || follow.feed === source);
}
