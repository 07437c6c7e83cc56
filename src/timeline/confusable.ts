// Names that look alike (UTS 39 §4, with a table of the letters by which people are really taken in).

// A letter of another script, or a sign, and the plain letter that it looks like.
const ALIKE =
  'АA ВB ЕE ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ЅS ҮY ԌG ԚQ ԜW аa вb еe іi јj кk мm нh оo рp сc тt уy хx ѕs һh ԁd ԛq ԝw ӏl үy ' +
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa βb εe γy ιi κk νv οo ρp τt υu χx ωw ' +
  'ıi ɑa ɡg łl ŁL øo ØO đd ĐD З3 з3 0o 1l |l';

const LOOKS: ReadonlyMap<string, string> = new Map(
  ALIKE.split(' ').map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);

/** What a name looks like: two that give the same are taken for each other. */
export function looksOf(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const plain = letters.replaceAll(/[^a-z]/gu, (char) => LOOKS.get(char) ?? char).toLowerCase();
  const bare = plain
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
  // Capital i and small l are the same line; so that case counts for nothing, so is the small i.
  return bare.replaceAll('i', 'l') || name.normalize('NFKC');
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);

/** Whether a word of it has letters of two scripts whose letters look alike. */
export function mixesScripts(name: string): boolean {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => SCRIPTS.filter((script) => script.test(word)).length > 1);
}
