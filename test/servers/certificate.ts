// The certificate that the tests' servers show. `test/certificate.sh` makes it.
import { readFileSync } from 'node:fs';

const FOLDER = '.skein/test';

/** The certificate for localhost and its key, as PEM; `file` holds the certificate. Throws when this process does not trust it. */
export function certificate(): { readonly cert: string; readonly key: string; readonly file: string } {
  const trusted = process.env['NODE_EXTRA_CA_CERTS'];
  if (!trusted?.endsWith(`${FOLDER}/trusted.pem`)) {
    throw new Error(
      'Node does not trust the certificate of the test servers. ' +
        'Type: export NODE_EXTRA_CA_CERTS=$(bash test/certificate.sh)',
    );
  }
  const file = `${FOLDER}/cert.pem`;
  return { cert: readFileSync(file, 'utf8'), key: readFileSync(`${FOLDER}/key.pem`, 'utf8'), file };
}
