// The command that asks for the figures of many parts.
import { z } from 'zod';
import { type FiguresAnswer, type FiguresQuery, figuresPeriods } from '../figures.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { day, nameOrNone, text } from './fields.ts';

export const figuresCommands = {
  readFigures: {
    role: 'viewer',
    input: schemaOf<FiguresQuery>()(
      z.strictObject({
        fromDay: day.nullable(),
        toDay: day.nullable(),
        shift: text.nullable(),
        recipe: nameOrNone.nullable(),
        operator: nameOrNone.nullable(),
        model: nameOrNone.nullable(),
        per: z.enum(figuresPeriods),
      }),
    ),
    output: answer<FiguresAnswer>(),
  },
} as const satisfies CommandTable;
