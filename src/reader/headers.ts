// What every answer of the reader tells the browser to refuse.

export const HEADERS: Readonly<Record<string, string>> = {
  // Nothing runs, and nothing is sent anywhere, but what is the reader's own; pictures come from where they are.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' http: https: data:; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  // Others are not told where a link was. The reader itself is: else browsers send its own forms with the origin `null`
  // (Fetch §3.2), and where they do not say Sec-Fetch-Site these could not be told from a stranger's.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
