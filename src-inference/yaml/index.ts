// The door of the room: reads YAML files that people write, and tells line and column of what is wrong.
export { parseYamlDocument } from './document.ts';
export { exactly } from './schema.ts';
