import type { File } from '../model/page.ts';
export const workflowHosts = ['github', 'gitlab', 'netlify'];
export function workflowFiles(_host: string): readonly File[] | undefined {
  return [];
}
