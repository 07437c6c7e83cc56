// Whether a document is well-formed, by two who are not us: saxes (with namespaces) and libxml2's xmllint.
import { execFileSync } from 'node:child_process';
import { SaxesParser } from 'saxes';

/** What saxes has to say against it. */
export function faultsOf(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => faults.push(error.message));
  parser.write(xml).close();
  return faults;
}

/** Throws with libxml2's words when it is not well-formed. */
export function lint(xml: string): void {
  execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: xml, stdio: ['pipe', 'ignore', 'pipe'] });
}
