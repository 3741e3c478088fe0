// What a page of the station may load: its own files and nothing else. No inline script; previews and thumbnails are made
// from bytes. Styles may be inline: CodeMirror, and the lock on scrolling behind dialogs, add style elements while they run.
export const contentPolicy = [
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
