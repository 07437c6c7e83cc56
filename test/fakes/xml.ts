// An XML parser that forgives nothing, as oracle: what it takes, every reader takes.
import { SaxesParser } from 'saxes';

/** The first thing that keeps a piece of content from being well-formed XML. */
export function faultIn(content: string): string | undefined {
  let fault: string | undefined;
  const parser = new SaxesParser({ fragment: true, xmlns: true });
  parser.on('error', (error) => (fault ??= error.message));
  parser.write(content).close();
  return fault;
}
