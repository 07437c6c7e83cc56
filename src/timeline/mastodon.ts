// What Mastodon exports as CSV, as rules: accounts and domains that a person blocked, accounts that they muted, and the
// domains that a server blocks.
import type { Checked, Problem } from '../model/problem.ts';
import { rowsIn } from './csv.ts';
import { ruleOf } from './rules.ts';
import type { Rule } from './rules.ts';

/** A row by the names in the header, in lower case and without the # that some have. */
type Cells = Readonly<Record<string, string | undefined>>;

/** The line of `blocks.txt` for a row; undefined where it hides nothing. */
type Line = (cells: Cells) => string | undefined;

const NEXT = 'Take the file that Mastodon gives for blocked accounts, muted accounts or blocked domains.';

/** The rules of such a file, and what is wrong with its lines; the others are rules all the same. `file` is its name. */
export function rulesFrom(
  csv: string,
  file: string,
): { readonly rules: readonly Rule[]; readonly problems: readonly Problem[] } {
  const [first, ...rows] = rowsIn(csv);
  const header = (first?.cells ?? []).map((cell) => cell.toLowerCase().replace(/^#/, ''));
  const line = lineOf(header);
  if (!line)
    return { rules: [], problems: [{ where: file, what: 'does not say whom one blocks or mutes.', next: NEXT }] };
  const body = first && line === accountLine && header[0] !== ACCOUNT ? [first, ...rows] : rows;
  const read = body.map(({ cells, number }) => {
    const named = Object.fromEntries(cells.map((cell, at) => [body === rows ? header[at] : ACCOUNT, cell]));
    return ruleIn(line(named), `${file}:${number}`);
  });
  return {
    rules: read.flatMap((rule) => (rule?.ok ? [rule.value] : [])),
    problems: read.flatMap((rule) => (rule?.ok === false ? rule.problems : [])),
  };
}

const ACCOUNT = 'account address';

function lineOf(header: readonly string[]): Line | undefined {
  if (header.includes('domain')) return domainLine;
  if (header.includes('hide notifications')) return (cells) => `${accountLine(cells)} mute`;
  // Accounts and domains that a person blocked are a list without header. More columns are those of lists and follows.
  return header.length === 1 ? accountLine : undefined;
}

function accountLine({ [ACCOUNT]: account = '' }: Cells): string {
  return account.includes('@') ? `@${account.replace(/^@/, '')}` : account;
}

const SEVERITIES: Readonly<Record<string, string | undefined>> = { silence: ' mute', noop: undefined };

function domainLine({ domain = '', severity = 'suspend', public_comment: comment = '' }: Cells): string | undefined {
  const option = severity in SEVERITIES ? SEVERITIES[severity] : '';
  return option === undefined ? undefined : `${domain}${option}${comment && ` // ${comment}`}`;
}

function ruleIn(line: string | undefined, where: string): Checked<Rule> | undefined {
  return line === undefined ? undefined : ruleOf(line.replaceAll(/\s+/g, ' '), { zone: 'UTC', where });
}
