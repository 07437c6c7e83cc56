/** An object with more in it, each of which is made when it is first asked for. */
export function whenAsked<A extends object, B extends object>(
  object: A,
  makers: { [K in keyof B]: () => B[K] },
): A & B {
  for (const name of Object.keys(makers) as (keyof B)[]) {
    let made: { readonly value: B[keyof B] } | undefined;
    Object.defineProperty(object, name, {
      get: () => (made ??= { value: makers[name]() }).value,
      set: (value: B[keyof B]) => {
        made = { value };
      },
      enumerable: true,
    });
  }
  return object as A & B;
}
