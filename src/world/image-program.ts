// The program that images.ts starts, and the door of sharp, which may be missing. The same bytes and recipe give the same
// bytes, whatever else is done at the time: so each image is made by one thread, and several images at once.
import { widthsFor, FORMATS, WHOLE } from '../model/photo.ts';
import type { Answer, Task } from './images.ts';
import type { Forms } from './world.ts';

type Sharp = typeof import('sharp').default;
type Image = ReturnType<Sharp>;

/** Another one where the same image gives other bytes than before. */
const RECIPE = 1;

/** Whoever packs more pixels into a file means harm; no camera does. */
const MOST_PIXELS = 120_000_000;

// More effort takes three times as long and more, for files that are a fiftieth smaller.
const AVIF = { quality: 52, effort: 0 };
const WEBP = { quality: 76 };

/** The photo's own format, by the end of its name. */
const WHOLES: readonly (readonly [RegExp, (image: Image) => Image])[] = [
  [/\.jpe?g$/i, (image) => image.jpeg({ quality: 80, mozjpeg: true })],
  [/\.png$/i, (image) => image.png({ compressionLevel: 9 })],
  [/\.webp$/i, (image) => image.webp(WEBP)],
  [/\.avif$/i, (image) => image.avif(AVIF)],
];

let loading: Promise<Sharp | undefined> | undefined;

process.on('message', (task: Task) => void perform(task));

async function perform({ id, ask }: Task): Promise<void> {
  const answer: Answer = await answerTo(ask).then(
    (done) => ({ id, done }),
    (failed: unknown) => ({ id, failed }),
  );
  // Whoever asked may have gone meanwhile.
  if (process.connected) process.send?.(answer, undefined, undefined, () => {});
}

async function answerTo(ask: Task['ask']): Promise<unknown> {
  const sharp = await (loading ??= load());
  if (ask.what === 'recipe') return sharp && JSON.stringify([RECIPE, sharp.versions]);
  if (!sharp) throw new Error('sharp is not installed.');
  return ask.what === 'forms' ? read(sharp, ask) : drawn(sharp, ask.svg);
}

async function read(
  sharp: Sharp,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<Forms | { readonly broken: string }> {
  try {
    return await formsOf(sharp, name, bytes);
  } catch (cause) {
    // It throws for whatever it cannot read, and has no codes; nothing of ours is in the way.
    return { broken: cause instanceof Error ? firstLine(cause.message) : String(cause) };
  }
}

function drawn(sharp: Sharp, svg: string): Promise<Uint8Array> {
  return sharp(new TextEncoder().encode(svg)).png({ compressionLevel: 9 }).toBuffer();
}

async function load(): Promise<Sharp | undefined> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    // What it remembers is never asked for again.
    sharp.cache(false);
    return sharp;
  } catch (cause) {
    // The package is missing, or has no program for this machine: then it says so in many words and no code.
    if (cause instanceof Error && (/ERR_MODULE_NOT_FOUND|ERR_DLOPEN_FAILED/.test(codeOf(cause)) || isUnfit(cause)))
      return undefined;
    throw cause;
  }
}

function codeOf(cause: Error): string {
  return 'code' in cause ? String(cause.code) : '';
}

function isUnfit({ message }: Error): boolean {
  return message.startsWith('Could not load the "sharp" module');
}

async function formsOf(sharp: Sharp, name: string, bytes: Uint8Array): Promise<Forms> {
  const open = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;
  const { autoOrient, pages = 1, format } = await sharp(bytes, open).metadata();
  const whole = WHOLES.find(([end]) => end.test(name))?.[1];
  const files = new Map<string, Uint8Array>();
  if (!whole || pages > 1 || format === 'gif' || format === 'svg' || isMoving(bytes))
    return { ...autoOrient, widths: [], files };
  const widths = widthsFor(autoOrient.width);
  // Decoded once: the smaller ones are made of the greatest. Without its metadata, in sRGB, and turned as it is seen.
  const { data, info } = await sharp(bytes, open)
    .autoOrient()
    .resize({ width: widths.at(-1), withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const decoded = (): Image => sharp(data, { raw: { width, height, channels } });
  for (const each of widths) {
    for (const as of FORMATS) {
      const image = each === width ? decoded() : decoded().resize({ width: each });
      files.set(`${each}.${as}`, await (as === 'avif' ? image.avif(AVIF) : image.webp(WEBP)).toBuffer());
    }
  }
  files.set(WHOLE, await whole(decoded()).toBuffer());
  return { width, height, widths, files };
}

/** Whether a PNG has further pictures, of which sharp knows nothing: their chunk stands before the first one's data. */
function isMoving(bytes: Uint8Array): boolean {
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536));
  const at = begin.indexOf('acTL');
  return at > 0 && begin.indexOf('\x89PNG', 0, 'latin1') === 0 && at < begin.indexOf('IDAT');
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.trim() ?? '';
}
