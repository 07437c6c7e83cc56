// What the form of a post sends becomes a draft, or the sentences that say why not.
import { excerptOf } from '../model/excerpt.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Answered, Draft, Reading, Shown } from './reading.ts';
import { wordIn } from './page.ts';
import { isPicture, LOOKED_AT } from './picture.ts';

/** Bytes of a picture at most. */
export const LARGEST = 10_000_000;

/** Characters of the answered entry that a reply quotes. */
const QUOTED = 140;

/** The entry that a draft answers, by the form's `reply`. */
export function answeredIn(reading: Reading, form: FormData): Shown | undefined {
  const number = Number(wordIn(form, 'reply'));
  return Number.isSafeInteger(number) && number > 0 ? reading.entry(number) : undefined;
}

/** The draft of a form. */
export async function draftIn(reading: Reading, form: FormData): Promise<Checked<Draft>> {
  // Browsers send the ends of lines as two characters.
  const text = wordIn(form, 'text').replaceAll('\r\n', '\n');
  const [photo, answered] = [photoIn(form), answeredIn(reading, form)];
  const problems = [
    ...(text === '' && !photo ? [NOTHING] : []),
    ...(wordIn(form, 'reply') !== '' && !answered ? [GONE] : []),
    ...(photo ? await problemsOf(photo, form) : []),
  ];
  if (problems.length > 0) return wrong(...problems);
  return fine({
    text,
    ...(answered && { replyTo: answerTo(answered) }),
    ...(photo && {
      photo: { name: photo.name, bytes: new Uint8Array(await photo.arrayBuffer()), alt: wordIn(form, 'alt') },
    }),
  });
}

/** How a post says what it answers. */
export function answerTo({ entry, follow }: Shown): Answered {
  const excerpt = entry.title ?? excerptOf(entry.text, QUOTED);
  return {
    url: entry.url,
    ref: entry.id,
    name: entry.author.name || follow.name,
    ...(excerpt !== '' && { excerpt }),
    ...(entry.comments !== undefined && { comments: entry.comments }),
  };
}

// An empty field for a file is sent as a file without a name.
/** The picture of a form, if one was chosen. */
export function photoIn(form: FormData): File | undefined {
  const photo = form.get('photo');
  return typeof photo === 'object' && photo !== null && photo.size > 0 ? photo : undefined;
}

async function problemsOf(photo: File, form: FormData): Promise<readonly Problem[]> {
  const isNamed = /^image\/(?:jpeg|png|gif|webp|avif)$/.test(photo.type);
  const isOne = isNamed && isPicture(new Uint8Array(await photo.slice(0, LOOKED_AT).arrayBuffer()));
  const isDescribed = wordIn(form, 'alt') !== '' || form.has('decoration');
  return [
    ...(isOne
      ? []
      : [
          {
            where: photo.name,
            what: isNamed ? 'This is no picture, though its name says so.' : 'This is no picture.',
            next: 'Take a JPEG, PNG, GIF, WebP or AVIF.',
          },
        ]),
    ...(photo.size > LARGEST
      ? [{ where: photo.name, what: 'The picture is too large.', next: 'Take one below 10 MB.' }]
      : []),
    ...(isDescribed ? [] : [NO_ALT]),
  ];
}

const NOTHING: Problem = {
  where: 'Text',
  what: 'There is nothing to post.',
  next: 'Write something, or choose a picture.',
};
const GONE: Problem = {
  where: 'Reply',
  what: 'The entry that you answer is not here any more.',
  next: 'Copy your text, and write it as a new post.',
};
const NO_ALT: Problem = {
  where: 'Picture',
  what: 'Nothing says what it shows, to those who cannot see it.',
  next: 'Describe it, or say that it is only decoration. Then choose the picture again.',
};
