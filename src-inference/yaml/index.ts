// The door of the room: reads YAML files that people write, with the line and column of what is wrong.
export { parseYamlDocument } from './document.ts';
export { exactly } from './schema.ts';
