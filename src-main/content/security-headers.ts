// HTTP headers that say what a page of the station may do. Both shells send them.

/**
 * A page loads its own files and nothing else, and runs no inline script. Previews and thumbnails are made from bytes, so
 * images may be `data:` and `blob:`. Inline styles are allowed: CodeMirror, and the scroll lock behind dialogs, add style
 * elements at run time.
 */
const contentPolicy = (mediaOrigins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    ["img-src 'self' data: blob:", ...mediaOrigins].join(' '),
    ["media-src 'self' blob:", ...mediaOrigins].join(' '),
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** @param mediaOrigins Other origins that pages may show videos and pictures of. */
export function securityHeaders(mediaOrigins: readonly string[] = []) {
  return {
    'content-security-policy': contentPolicy(mediaOrigins),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  } as const;
}
