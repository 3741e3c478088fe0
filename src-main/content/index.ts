// The door of what both shells serve: which files, and what pages may do.
export { containedFile } from './contained-file.ts';
export { contentPolicy } from './content-policy.ts';
