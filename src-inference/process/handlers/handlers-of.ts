// The type of the handlers for a subject of the command table: one that is missing or superfluous does not compile.
import type { CommandTable, InputOf, OutputOf, Requester } from '../../contract/index.ts';

export type HandlersOf<Table extends CommandTable> = {
  readonly [Name in keyof Table]: (
    input: InputOf<Table[Name]>,
    from: Requester,
  ) => Promise<OutputOf<Table[Name]>>;
};
