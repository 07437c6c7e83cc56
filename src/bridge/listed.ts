// `bridges.yaml`: what a person wrote becomes a list of bridges, or all that is wrong with it, each with its line.
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { bareJid, says, wantedBy, webAddress, words, z } from '../written/schema.ts';
import { linesIn, valuesIn, YAMLException, type Path } from '../written/yaml.ts';

/** One bridge of the file. */
export interface Listed {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** By the names and in the form that the command line has: `mirrorDeletes` is `yes`. */
  readonly options: Readonly<Record<string, string | readonly string[]>>;
  /** `bridges.yaml:7` */
  readonly where: string;
}

/** Where something is served. */
export interface ServedAt {
  readonly host: string;
  readonly port: number;
}

export interface BridgeList {
  readonly bridges: readonly Listed[];
  /** By account, in lower case, the variable that holds its password. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly status?: ServedAt;
  readonly hubs?: HubsAt;
}

/** Where hubs reach the bridges, as it is written: from the internet, and on this machine. */
export interface HubsAt {
  readonly url?: string;
  readonly port?: string;
}

const yesOrNo = z.boolean(says('true or false'));

const bridge = z.strictObject(
  {
    name: words.max(100, says('a shorter name')),
    from: words,
    to: words,
    jid: bareJid.optional(),
    title: words.optional(),
    url: webAddress.optional(),
    hub: z.preprocess((said) => (typeof said === 'string' ? [said] : said), z.array(webAddress)).optional(),
    mirror_deletes: yesOrNo.optional(),
    all: yesOrNo.optional(),
    open: yesOrNo.optional(),
  },
  says('name, from and to'),
);

const variable = says('the name of a variable, such as ANN_PASSWORD');
const account = z.strictObject(
  {
    password_env: z.string(variable).regex(/^[A-Za-z_]\w*$/, variable),
  },
  says('the variable that holds the password, as password_env: ANN_PASSWORD'),
);

// `9464`, `127.0.0.1:9464`, `[::1]:9464`.
const ADDRESS = /^(?:(\[[\da-f:.]+\]|[^\s/:@?#[\]]+):)?(\d{1,5})$/i;

const port = says('a port, such as 8070');

const list = z.strictObject(
  {
    bridges: z.array(bridge, says('a list of bridges, each with name, from and to')).default([]),
    accounts: z.record(z.string(), account, says('accounts, each with password_env')).default({}),
    status: z.coerce
      .string(says('an address'))
      .regex(ADDRESS, says('an address of this machine, such as "127.0.0.1:9464"'))
      .optional(),
    public: webAddress.optional(),
    port: z.int(port).min(0, port).max(65_535, port).optional(),
  },
  says('bridges, each with name, from and to'),
);

/** What the file says. `file` is how it is called in problems. */
export function bridgesIn(text: string, file: string): Checked<BridgeList> {
  const yaml = text.replace(/^\uFEFF/, '');
  try {
    const lineAt = linesIn(yaml);
    const at = (path: Path): string => `${file}:${lineAt(path)}`;
    return listFrom(valuesIn(yaml) ?? {}, at);
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    const where = `${file}:${(cause.mark?.line ?? 0) + 1}`;
    return wrong({ where, what: `This is not YAML: ${cause.reason}.`, next: 'Put values with signs in quotes.' });
  }
}

function listFrom(written: unknown, at: (path: Path) => string): Checked<BridgeList> {
  const read = list.safeParse(written, { reportInput: true });
  if (!read.success) return wrong(...inOrder(read.error.issues.flatMap((issue) => problemsOf(issue, at))));
  const { bridges, accounts, status, public: url, port } = read.data;
  const listed = bridges.map((each, nth) => listedFrom(each, at(['bridges', nth])));
  const problems = [...accountless(Object.keys(accounts), at), ...twice(listed)];
  if (port !== undefined && url === undefined) problems.push(noPublic(at(['port'])));
  if (problems.length > 0) return wrong(...problems);
  const passwords = Object.entries(accounts).map(
    ([jid, { password_env }]) => [jid.toLowerCase(), password_env] as const,
  );
  const hubs = url === undefined ? undefined : { url, ...(port !== undefined && { port: String(port) }) };
  const served = status === undefined ? undefined : servedAt(status);
  return fine({
    bridges: listed,
    passwords: new Map(passwords),
    ...(served && { status: served }),
    ...(hubs && { hubs }),
  });
}

function problemsOf(issue: z.core.$ZodIssue, at: (path: Path) => string): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ where: at(issue.path), ...wantedBy(issue, String(issue.path.at(-1) ?? '')) }];
  return issue.keys.map((key) => ({
    where: at([...issue.path, key]),
    what: `There is no setting "${key}" here.`,
    next: 'Remove it, or see "A bridge for others" in the README for those there are.',
  }));
}

/** As a person goes through the file. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => lineOf(a) - lineOf(b));
}

function lineOf({ where }: Problem): number {
  return Number(/\d+$/.exec(where)?.[0]);
}

function listedFrom({ name, from, to, ...options }: z.output<typeof bridge>, where: string): Listed {
  const given = Object.entries(options).flatMap(([key, value]) =>
    value === undefined || value === false ? [] : [[onCommandLine(key), value === true ? 'yes' : value] as const],
  );
  return { name, from, to, options: Object.fromEntries(given), where };
}

function onCommandLine(key: string): string {
  return key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function servedAt(status: string): ServedAt {
  const [, host = '127.0.0.1', port = ''] = ADDRESS.exec(status) ?? [];
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
}

function noPublic(where: string): Problem {
  return {
    where,
    what: 'Hubs call a public address, and none is named.',
    next: 'Add public: https://ann.example/hubs/',
  };
}

function accountless(jids: readonly string[], at: (path: Path) => string): readonly Problem[] {
  return jids
    .filter((jid) => !bareJid.safeParse(jid).success)
    .map((jid) => ({
      where: at(['accounts', jid]),
      what: `"${jid}" is no account.`,
      next: 'Write it as me@example.org, without a resource.',
    }));
}

/** Names tell bridges apart for people, both ends for what is remembered. */
function twice(bridges: readonly Listed[]): readonly Problem[] {
  const [names, ends] = [new Map<string, Listed>(), new Map<string, Listed>()];
  return bridges.flatMap((each) => {
    const [name, pair] = [each.name, `${each.from} ${each.to}`];
    const [namesake, same] = [names.get(name), ends.get(pair)];
    names.set(name, namesake ?? each);
    ends.set(pair, same ?? each);
    if (namesake)
      return [{ where: each.where, what: `${namesake.where} has the name "${name}" too.`, next: 'Give it another.' }];
    return same ? [{ where: each.where, what: `${same.where} is the same bridge.`, next: 'Remove one of them.' }] : [];
  });
}
