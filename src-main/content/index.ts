// Exports of what both shells serve: which files, with which security headers.
export { containedFile } from './contained-file.ts';
export { type ContentFile, type ContentFolders, findContentFile } from './content-file.ts';
export { securityHeaders } from './security-headers.ts';
