// The door of zod: what a person may write in a file of settings, and the sentence for what is not that.
import * as z from 'zod';
import type { Problem } from '../model/problem.ts';

export { z };

/** What is wanted, for where something else stands: completes the sentence "Write …". */
export const says = (text: string): { error: string } => ({ error: text });

export const words = z.string(says('a text in quotes')).trim().min(1, says('a text that is not empty'));
export const webAddress = z.url({ protocol: /^https?$/, error: 'an address such as "https://ann.example/"' });
export const bareJid = z
  .string(says('a text'))
  .regex(/^[^\s@/<>&"']+@[^\s@/<>&"']+$/u, says('an XMPP address without resource, such as "ann@xmpp.example"'));

/**
 * What is wrong with a value, and what to write instead; of a check that was told to report its input. A `key` is named
 * where the place does not name it.
 */
export function wantedBy(issue: z.core.$ZodIssue, key = ''): Omit<Problem, 'where'> {
  const missing = key === '' ? 'This is missing.' : `"${key}" is missing.`;
  const what = issue.input === undefined ? missing : `${shown(issue.input)} is not what is wanted here.`;
  return { what, next: `Write ${issue.message}.` };
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : `This (${typeof value})`;
}
