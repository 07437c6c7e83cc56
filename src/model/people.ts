// Those one follows, as far as a post needs them: to know whom `@bob` means.

/** One line of `following.opml`. */
export interface Follow {
  readonly name: string;
  /** The page of a person, where the list has it. */
  readonly page?: string;
  readonly feed: string;
}
