// HTTP headers that say what a page of the station may do. Both shells send them.

/**
 * A page loads its own files and nothing else, and runs no inline script. Previews and thumbnails are made from bytes, so
 * images may be `data:` and `blob:`. Inline styles are allowed: CodeMirror, and the scroll lock behind dialogs, add style
 * elements at run time.
 */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const;
