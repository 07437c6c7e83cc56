// The door of highlight.js: code becomes HTML with the names of its parts as classes. Most posts hold no code, so the
// grammars are loaded when one does; all of them, since some call others.
import type { HLJSApi } from 'highlight.js';

let highlighter: HLJSApi | undefined;

/** Makes `highlighted` know the languages that are in common use. */
export async function loadLanguages(): Promise<void> {
  highlighter ??= (await import('highlight.js/lib/common')).default;
}

/** HTML of the code; empty where its language is unknown. */
export function highlighted(code: string, language: string): string {
  if (!highlighter?.getLanguage(language)) return '';
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
