// Whether a colour can be read on another: contrast as WCAG 2.2 defines it.

/** The paper of the theme in the light. */
export const PAPER = '#fdfcfa';

/** `#abc` or `#aabbcc`. */
export const HEX = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;

/** From 1 (the same) to 21 (black on white); text wants 4.5. Both are colours that `HEX` matches. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

// WCAG 2.2, "relative luminance".
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  const digits = colour.slice(1);
  const each = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits;
  return (each.match(/../g) ?? []).map((part) => Number.parseInt(part, 16) / 255);
}
