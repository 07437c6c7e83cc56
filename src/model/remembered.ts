/**
 * A function that works out but once what it makes of an object, for as long as that is there. What else it is told is of
 * no account then: it is to be the same for the same object.
 */
export function remembered<Of extends object, Told extends readonly unknown[], Made>(
  make: (of: Of, ...told: Told) => Made,
): (of: Of, ...told: Told) => Made {
  const known = new WeakMap<Of, { readonly made: Made }>();
  return (of, ...told) => {
    const there = known.get(of) ?? { made: make(of, ...told) };
    known.set(of, there);
    return there.made;
  };
}
