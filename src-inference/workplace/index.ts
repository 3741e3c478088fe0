// The door of the room: the folder of a station, what must survive.
export { settingsChangeSchema } from './settings-schema.ts';
export { Workplace, type WorkplaceContext } from './workplace.ts';
