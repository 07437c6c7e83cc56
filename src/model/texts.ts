// Many texts in a row: apart, or as one, in which form they are compared, loaded and handed over many times faster.

/** None of them holds a zero byte. Each form is made of the other when it is first asked for. */
export interface Texts {
  readonly rows: readonly string[];
  /** All of them, with a zero byte between two. */
  readonly joined: string;
}

const BETWEEN = '\0';

/** The texts of these rows. */
export function textsOf(rows: readonly string[]): Texts {
  let joined: string | undefined;
  return {
    rows,
    get joined() {
      return (joined ??= rows.join(BETWEEN));
    },
  };
}

/** So many texts that were joined: one empty text and none are the same when they are joined. */
export function textsFrom(joined: string, many: number): Texts {
  let rows: readonly string[] | undefined;
  return {
    get rows() {
      return (rows ??= many === 0 ? [] : joined.split(BETWEEN));
    },
    joined,
  };
}
