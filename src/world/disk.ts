// The disk, as a type.
import type { Texts } from '../model/texts.ts';

/** What the disk says of some files: one place in each list for each. */
export interface Seen {
  readonly paths: Texts;
  /** In bytes; -1 where there is no such file. */
  readonly sizes: Float64Array;
  /** When anything of it was last changed (ctime), in milliseconds. Nobody can set it back. */
  readonly times: Float64Array;
  /** When it was asked, by the clock that files have. */
  readonly at: number;
}

/** A folder. Paths are relative to it, with `/`, and never leave it; symbolic links are not followed. */
export interface Files {
  /** Where it is, absolute. For messages and for programs that are run; not for reading. */
  readonly root: string;
  /** Every file below a folder (`''` for all), sorted; nothing when the folder is not there. */
  list(folder: string): Promise<string[]>;
  /** Undefined when there is no such file. Text is UTF-8. */
  read(path: string): Promise<string | undefined>;
  readBytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Size in bytes; undefined when there is no such file. */
  size(path: string): Promise<number | undefined>;
  /**
   * Every file below a folder whose name ends so, in no order, with what the disk says of each. Where there are `many`, a
   * thread of its own asks, which does not hold up other work.
   */
  scan(folder: string, ends?: string, many?: 'many'): Promise<Seen>;
  /** What the disk says of these files, in their order. */
  look(paths: Texts, many?: 'many'): Promise<Seen>;
  /**
   * Makes a new file in a folder of our own where nobody looks yet: a crash may leave a part of it. Makes folders as
   * needed; throws when there is a file.
   */
  put(path: string, bytes: string | Uint8Array): Promise<void>;
  /**
   * A file or a folder gets another place, here or `there`, in the stead of the file that is there; to another disk it is
   * copied. Makes folders as needed.
   */
  move(from: string, to: string, there?: Files): Promise<void>;
  /** Removes a folder with all that is in it. No error when it is not there. */
  clear(folder: string): Promise<void>;
  /** Removes every folder below that holds no file. */
  prune(): Promise<void>;
  /**
   * Gives this folder a time that no other state of it has had, in milliseconds: later than its last and than any
   * change of its names so far. Makes it as needed.
   */
  stamp(): Promise<number>;
  /** Its last stamp; another number when names in it (not below) have changed since. Undefined when it is not there. */
  stamped(): Promise<number | undefined>;
  /** Makes folders as needed; by a temporary file and a rename, so that a reader sees the old bytes or the new. */
  write(path: string, bytes: string | Uint8Array): Promise<void>;
  /** Removes a file, and the folders it leaves empty. No error when it is not there. */
  remove(path: string): Promise<void>;
  /** Runs one at a time among all processes that use this folder; waits, and takes over from one that died. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A folder inside or elsewhere (absolute or relative to this one). */
  folder(path: string): Files;
}
