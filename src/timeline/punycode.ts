// Domains as people write them: the decoder of RFC 3492 §6.2.

const [BASE, LEAST, MOST, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 0x80];

/** `xn--bcher-kva.example` is `bücher.example`; what is no Punycode stays as it is. */
export function unicodeOf(domain: string): string {
  const labels = domain
    .split('.')
    .map((label) => (label.startsWith('xn--') ? decoded(label.slice(4)) : undefined) ?? label);
  return labels.join('.');
}

function decoded(code: string): string | undefined {
  const plain = code.lastIndexOf('-');
  const chars = Array.from(code.slice(0, Math.max(0, plain)));
  const digits = Array.from(code.slice(plain + 1), (digit) => inOrder(Number.parseInt(digit, BASE)));
  let [at, char, bias, next] = [0, FIRST, BIAS, 0];
  while (next < digits.length) {
    const before = at;
    for (let [weight, step] = [1, BASE]; ; step += BASE) {
      const digit = digits[next] ?? Number.NaN;
      next += 1;
      at += digit * weight;
      const limit = Math.min(MOST, Math.max(LEAST, step - bias));
      if (!(at < 0x7fff_ffff)) return undefined;
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    const many = chars.length + 1;
    bias = adapted(before === 0 ? Math.floor(at / DAMP) : Math.floor((at - before) / 2), many);
    char += Math.floor(at / many);
    if (char > 0x10_ff_ff) return undefined;
    chars.splice(at % many, 0, String.fromCodePoint(char));
    at = (at % many) + 1;
  }
  return chars.join('');
}

// Punycode's digits are a to z, then 0 to 9.
function inOrder(digit: number): number {
  return digit < 10 ? digit + 26 : digit - 10;
}

function adapted(distance: number, many: number): number {
  let delta = distance + Math.floor(distance / many);
  let bias = 0;
  for (; delta > ((BASE - LEAST) * MOST) / 2; bias += BASE) delta = Math.floor(delta / (BASE - LEAST));
  return bias + Math.floor(((BASE - LEAST + 1) * delta) / (delta + SKEW));
}
