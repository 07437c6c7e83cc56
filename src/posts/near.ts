/** The word that was probably meant by a misspelt one: at most two letters off, or the same in another case. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const plain = written.toLowerCase().replaceAll('-', '_');
  const ranked = words.map((word) => ({ word, off: distance(plain, word) })).sort((a, b) => a.off - b.off);
  const [best] = ranked;
  return best && best.off <= 2 && best.off < best.word.length ? best.word : undefined;
}

/** Letters to add, drop or change to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
