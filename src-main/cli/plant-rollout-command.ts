// stepwatch plant push, stepwatch plant token: what can be typed.
import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { RolloutStagePlan } from '../../src-inference/contract/index.ts';
import { makeStationToken, pushToPlant } from './plant-rollout.ts';
import { jsonText } from './shared-options.ts';

export function addPlantRollout(plant: Command, engineEntry: URL): void {
  const person = () => process.env.USER ?? userInfo().username;
  plant
    .command('push')
    .description(
      'Keep a version of a recipe or a model, and roll it out to stations between two of their parts.',
    )
    .argument('<path>', 'file of the recipe (its pictures beside it), or folder with model.yaml')
    .option(
      '--to <station...>',
      'stations, or "all"; without it the version is kept and rolled out later',
      [],
    )
    .option('--first <station...>', 'of these stations first', [])
    .option('--after <condition>', 'when the others follow: "person", "20 parts" or "60 minutes"', after, {
      goesOn: 'person',
      amount: 0,
    })
    .option('--name <name>', 'of the recipe or the model; that of the file or folder otherwise')
    .option('--no-use', 'a recipe only joins the collections of the stations')
    .option('--recipe <name>', 'recipe of the stations that goes with the model; the one in use otherwise')
    .option('--note <text>', 'why', '')
    .option('--by <name>', 'who rolls it out', person())
    .option('--json', jsonText)
    .addHelpText('after', '\nThe server of the plant must use the same --database and --data.')
    .action((path: string, options, command: Command) =>
      pushToPlant(engineEntry, {
        path,
        to: options.to,
        first: options.first,
        after: options.after,
        name: options.name ?? null,
        use: options.use,
        recipe: options.recipe ?? null,
        note: options.note,
        by: options.by,
        ...placeOf(command),
      }),
    );

  plant
    .command('token')
    .description('Make the token by which a station comes in; the one before is taken back.')
    .argument('<station>', 'its name')
    .option('--revoke', 'only take it back')
    .option('--by <name>', 'who does it', person())
    .option('--json', jsonText)
    .action((station: string, options, command: Command) =>
      makeStationToken({
        station,
        revoke: options.revoke === true,
        by: options.by,
        ...placeOf(command),
      }),
    );
}

/** Options of `plant` itself. */
function placeOf(command: Command) {
  const { database, databasePasswordFile = null, data, json } = command.optsWithGlobals();
  return { database, databasePasswordFile, data, json: json === true };
}

function after(text: string): Pick<RolloutStagePlan, 'goesOn' | 'amount'> {
  if (text === 'person') return { goesOn: 'person', amount: 0 };
  const [, amount, unit] = /^(\d{1,6}) ?(parts|minutes)$/.exec(text) ?? [];
  if (amount !== undefined) return { goesOn: unit as 'parts' | 'minutes', amount: Number(amount) };
  throw new InvalidArgumentError('Give "person", or a number with "parts" or "minutes".');
}
