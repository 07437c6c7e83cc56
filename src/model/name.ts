/** A name in the form in which two are compared: `@BobSmith` and `@bob-smith` mean "Bob Smith". */
export function foldedName(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase();
  return plain.includes('@') ? plain.replace(/^@/, '') : plain.replaceAll(/[\s_-]/g, '');
}
