// What one entry of the command table says, and what follows from it.
import { z } from 'zod';
import type { Role } from '../shell.ts';

// Screens run under a content security policy without `unsafe-eval`, and zod would try to compile its schemas.
z.config({ jitless: true });

/** `program`: only the command line and the shells may send it, no screen. */
type CommandRole = Role | 'program';

interface Command {
  readonly role: CommandRole;
  /** Checked by the engine before a handler sees it. */
  readonly input: z.ZodType;
  readonly output: Answer<unknown>;
}

export type CommandTable = Readonly<Record<string, Command>>;
export type InputOf<Entry extends Command> = z.output<Entry['input']>;
export type OutputOf<Entry extends Command> = Entry['output'] extends Answer<infer Output> ? Output : never;

declare const outputType: unique symbol;

/** Carries the type of an answer; nothing of it exists at run time. */
export interface Answer<Output> {
  readonly [outputType]?: Output;
}

/** The type of a command's answer. Answers come from the engine itself, so nothing checks them at run time. */
export function answer<Output>(): Answer<Output> {
  return {};
}

/** A schema for a type that is declared elsewhere. It does not compile when one of the two allows more than the other. */
export function schemaOf<Type>() {
  return <Schema extends z.ZodType<Type>>(
    schema: [Type] extends [z.output<Schema>] ? Schema : never,
  ): z.ZodType<Type> => schema;
}
