// What comes in quick succession, a handful at a time: a transaction costs as much for one feed as for ten.

export interface Handful<T> {
  /** A handful is full when its things weigh so much together. */
  readonly full: number;
  readonly weight: (each: T) => number;
  /** Over when the first thing of a handful has waited long enough for others. */
  readonly patience: () => Promise<void>;
}

/** All that comes, in its order. Nothing more is asked for while a full handful is used. */
export async function* together<T>(
  coming: AsyncGenerator<T, void, void>,
  { full, weight, patience }: Handful<T>,
): AsyncGenerator<readonly T[], void, void> {
  let next: Promise<IteratorResult<T, void>> | undefined;
  for (;;) {
    const first = await (next ?? coming.next());
    next = undefined;
    if (first.done) return;
    const handful = [first.value];
    const late = patience();
    for (let weighs = weight(first.value); weighs < full;) {
      next ??= coming.next();
      const more = await Promise.race([next, late]);
      if (!more || more.done) break;
      next = undefined;
      handful.push(more.value);
      weighs += weight(more.value);
    }
    yield handful;
  }
}
