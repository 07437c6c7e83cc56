// The door of js-yaml: what a person has written as YAML, and where in the file it stands.
import {
  CORE_SCHEMA,
  dump,
  EVENT_ID,
  FAILSAFE_SCHEMA,
  getScalarValue,
  load,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml';

/** What is thrown where a text is no YAML. */
export { YAMLException };

/** Each scalar stays the string that was written. Throws a YAMLException. */
export function textsIn(yaml: string): unknown {
  return load(yaml, { schema: FAILSAFE_SCHEMA });
}

/** Numbers, true, false and null are what they are; a date is a string. Throws a YAMLException. */
export function valuesIn(yaml: string): unknown {
  return load(yaml, { schema: CORE_SCHEMA });
}

/** As YAML whose scalars are read as the same strings. */
export function yamlOf(data: object): string {
  return dump(data, { schema: FAILSAFE_SCHEMA, lineWidth: -1 });
}

export type Path = readonly PropertyKey[];

/**
 * Tells in which line of a YAML that can be read a value stands, counted from 1: of a key that line, of what is not there
 * the line of what should hold it.
 */
export function linesIn(yaml: string): (path: Path) => number {
  const offsets = new Map<string, number>();
  const events = parseEvents(yaml, {});
  // Depth first, as the events come; the first opens the document.
  let next = 1;
  const isOver = (): boolean => (events[next]?.type ?? EVENT_ID.POP) === EVENT_ID.POP;
  const take = (path: Path, key?: number): void => {
    const event = events[next++];
    if (!event) return;
    offsets.set(nameOf(path), key ?? startOf(event));
    if (event.type === EVENT_ID.SEQUENCE) for (let at = 0; !isOver(); at += 1) take([...path, at]);
    else if (event.type === EVENT_ID.MAPPING) while (!isOver()) takePair(path);
    else return;
    next += 1;
  };
  const takePair = (path: Path): void => {
    const key = events[next];
    if (key?.type === EVENT_ID.SCALAR) {
      next += 1;
      take([...path, getScalarValue(yaml, key)], startOf(key));
    } else {
      // What is no plain key has no name here, and neither has what it stands for.
      take([...path, '']);
      take([...path, '']);
    }
  };
  take([]);
  return (path) => {
    const known = path.findLastIndex((_, at) => offsets.has(nameOf(path.slice(0, at + 1))));
    const offset = offsets.get(nameOf(path.slice(0, known + 1))) ?? 0;
    return yaml.slice(0, offset).split('\n').length;
  };
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

function startOf(event: Event): number {
  if ('valueStart' in event) return event.valueStart;
  if ('start' in event) return event.start;
  return 'anchorStart' in event ? event.anchorStart : 0;
}
