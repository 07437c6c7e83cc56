import type { SafeHtml } from '../model/entry.ts';
export function strangerHtml(html: string): SafeHtml {
  return html as SafeHtml;
}
