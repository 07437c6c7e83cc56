// A photo as it is published: the file at its address, and the same in smaller widths and newer formats.

/** What is known of a photo that posts show. Plain data; whoever has it knows all files that come of the photo. */
export interface Photo {
  /** Its address in the site, and its file in public/: `photos/2026/11/cat.jpg`. */
  readonly path: string;
  /** Of its bytes and of how its files are made: what is kept of it has this name. */
  readonly key: string;
  /** Of the file at its address, in pixels as it is seen. */
  readonly width: number;
  readonly height: number;
  /** Of the same file, in bytes. */
  readonly length: number;
  /** In which it is there in each of `FORMATS`; none of one that is published as it is. */
  readonly widths: readonly number[];
  /** Why it could not be read, and so is published as it is. */
  readonly broken?: string;
}

/** The formats beside the photo's own, the smallest first. */
export const FORMATS = ['avif', 'webp'] as const;

/** What the file at the photo's own address is called among those that are made of it. */
export const WHOLE = 'whole';

/** Widths in pixels that pages can use. */
const WIDTHS = [480, 960, 1600];

/** A width that is so much of the next greater one saves nothing. */
const NEAR = 0.85;

/** The widths to make of a photo, the greatest last. It is never enlarged. */
export function widthsFor(width: number): readonly number[] {
  const greatest = Math.min(width, WIDTHS.at(-1) ?? width);
  return [...WIDTHS.filter((each) => each < greatest * NEAR), greatest];
}

/** The files that are made of it: what each is called, `480.avif`, and its address. */
export function formsOf({ path, widths }: Pick<Photo, 'path' | 'widths'>): readonly { form: string; path: string }[] {
  if (widths.length === 0) return [];
  const forms = FORMATS.flatMap((format) => widths.map((width) => `${width}.${format}`));
  return [{ form: WHOLE, path }, ...forms.map((form) => ({ form, path: formAt(path, form) }))];
}

/** `photos/cat.jpg.480.avif`: so that those of cat.jpg and cat.png lie beside each other. */
export function formAt(address: string, form: string): string {
  return `${address}.${form}`;
}

/** Whether a file is one of those of which others can be made. */
export function isPhoto(path: string): boolean {
  return /\.(?:jpe?g|png|webp|avif|gif)$/i.test(path);
}
