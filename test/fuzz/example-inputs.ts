// A valid input for each command that screens may send, made of its schema. Of what may be several things, each is there in turn.
import { z } from 'zod';
import { type CommandName, commands, isScreenCommand } from '../../src-inference/contract/index.ts';

interface Example {
  readonly command: CommandName;
  readonly input: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

const mostChoices = 7;
const moment = '2026-01-05T08:00:00.000Z';

/** Of fields whose schema does not say what is valid, or good to know. `{folder}` is the folder of the campaign. */
const known: Readonly<Record<string, string>> = {
  name: 'rgb',
  text: 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n',
  addresses: 'localhost:9',
  source: 'file:{folder}/station/colours.mp4',
  path: '{folder}/station/colours.mp4',
  directory: '{folder}/station/teach',
  model: '{folder}/model',
  base: '{folder}/model',
  recordings: '{folder}/station/recordings',
  recipe: 'rgb',
  pattern: 'B*',
  host: 'localhost',
  address: '127.0.0.1',
  interface: 'lo',
  url: 'http://localhost:9/x',
  endpoint: 'http://localhost:9',
  start: '06:00',
  color: '#aa0000',
  pin: '1234',
  network: '0001',
  label: 'take part',
  bucket: 'evidence',
  group: 'plant',
  caFile: '{folder}/ca.pem',
  certificateFile: '{folder}/cert.pem',
  keyFile: '{folder}/key.pem',
};

export function exampleInputs(): readonly Example[] {
  return Object.keys(commands)
    .filter(isScreenCommand)
    .flatMap((command) => {
      const schema = z.toJSONSchema(commands[command].input, { io: 'input', unrepresentable: 'any' });
      const texts = Array.from({ length: mostChoices }, (_, choice) =>
        JSON.stringify(example(schema as Schema, '', choice)),
      );
      return [...new Set(texts)].map((text): Example => ({ command, input: JSON.parse(text) }));
    });
}

function example(schema: Schema, name: string, choice: number): unknown {
  const choices = (schema.anyOf ?? schema.oneOf ?? schema.enum) as readonly unknown[] | undefined;
  const chosen = choices?.[choice % choices.length];
  if (schema.enum) return chosen;
  if (choices) return example(chosen as Schema, name, choice);
  if ('const' in schema) return schema.const;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>).map(
          ([field, inner]) => [field, example(inner, field, choice)],
        ),
      );
    case 'array': {
      const items = (schema.prefixItems ?? [schema.items]) as readonly Schema[];
      return items.map((item) => example(item, name, choice));
    }
    case 'string':
      return exampleText(schema, name);
    case 'integer':
    case 'number':
      return exampleNumber(schema);
    case 'boolean':
      return choice % 2 === 0;
    default:
      return null;
  }
}

function exampleText({ format }: Schema, name: string): string {
  if (format === 'date-time') return moment;
  if (format === 'date') return moment.slice(0, 10);
  return known[name] ?? name.slice(0, 20);
}

function exampleNumber({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema): number {
  if (exclusiveMaximum !== undefined) return (Number(minimum ?? 0) + Number(exclusiveMaximum)) / 2;
  const least = (minimum as number | undefined) ?? Number(exclusiveMinimum ?? 0) + 1;
  return Math.min(Math.max(least, 1), (maximum as number | undefined) ?? 1);
}
