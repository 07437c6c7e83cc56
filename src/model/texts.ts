// Many texts in a row: apart, as one, or as bytes; in the latter two forms they are compared, loaded and handed over many
// times faster.

/** None of them holds a zero byte. Each form is made of another when it is first asked for. */
export interface Texts {
  readonly rows: readonly string[];
  /** All of them, with a zero byte between two. */
  readonly joined: string;
  /** All of them in UTF-8, a zero byte after each. */
  readonly bytes: Uint8Array;
}

const END = '\0';

// The first text may begin with what elsewhere says that a file is in UTF-8.
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The texts of these rows. */
export function textsOf(rows: readonly string[]): Texts {
  let joined: string | undefined;
  return {
    rows,
    get joined() {
      return (joined ??= rows.join(END));
    },
    get bytes() {
      return bytesOf(this, rows.length);
    },
  };
}

/** So many texts that were joined: one empty text and none are the same when they are joined. */
export function textsFrom(joined: string, many: number): Texts {
  let rows: readonly string[] | undefined;
  return {
    get rows() {
      return (rows ??= many === 0 ? [] : joined.split(END));
    },
    joined,
    get bytes() {
      return bytesOf(this, many);
    },
  };
}

/** So many texts as bytes. */
export function textsIn(bytes: Uint8Array, many: number): Texts {
  let texts: Texts | undefined;
  const made = (): Texts => (texts ??= textsFrom(UTF8.decode(bytes.subarray(0, -1)), many));
  return {
    get rows() {
      return made().rows;
    },
    get joined() {
      return made().joined;
    },
    bytes,
  };
}

function bytesOf({ joined }: Pick<Texts, 'joined'>, many: number): Uint8Array {
  return new TextEncoder().encode(many === 0 ? '' : joined + END);
}
