// What those with a name and a password may change: the recipe in force, and the acknowledgement of a part.
import type { RecipeSummary } from '../../contract/index.ts';
import type { Ask } from '../questions.ts';
import { bindChange, bindReading, idOf, textOf } from './method-access.ts';
import type { VisionSystem } from './vision-system.ts';

/** `TriStateBooleanDataType` of OPC 40100-1; 2: either. */
const triState = { no: 0, yes: 1, either: 2 } as const;

export function bindRecipeMethods(system: VisionSystem, ask: Ask): void {
  const { opcua, recipes, types } = system;
  const { good, structure, noError } = system.answers;

  bindReading(opcua, types.method(recipes, 'GetRecipeListFiltered'), async (inputs) => {
    const [external, , prepared, most, start] = inputs;
    const wanted = Number(prepared?.value ?? triState.either);
    const isPrepared = ({ name }: RecipeSummary): number =>
      name === system.recipeInForce ? triState.yes : triState.no;
    const list = await ask({ command: 'listRecipes', input: null, user: null });
    const fits = list.filter(
      (recipe) =>
        (idOf(external) === '' || recipe.name === idOf(external)) &&
        (wanted === triState.either || wanted === isPrepared(recipe)),
    );
    const from = Number(start?.value ?? 0);
    const end = Number(most?.value ?? 0) === 0 ? fits.length : from + Number(most!.value);
    return system.answers.list(
      fits.slice(from, end).map(({ name, title, changedAt }) =>
        types.structure('RecipeIdInternalDataType', {
          id: name,
          version: changedAt,
          description: opcua.coerceLocalizedText(title),
        }),
      ),
      end >= fits.length,
    );
  });
  bindReading(opcua, types.method(recipes, 'ReleaseRecipeHandle'), () => good(noError));

  bindChange(opcua, types.method(recipes, 'PrepareRecipe'), async ([external, internal], user) => {
    const name = idOf(external) || idOf(internal);
    await ask({ command: 'useRecipe', input: { name }, user });
    const id = types.structure('RecipeIdInternalDataType', { id: name });
    system.tellPrepared(id);
    return good(structure(id), { dataType: opcua.DataType.Boolean, value: true }, noError);
  });
}

export function bindAcknowledgement(system: VisionSystem, ask: Ask): void {
  const { opcua } = system;
  const { DataType } = opcua;
  const method = system.namespace.addMethod(system.station, {
    browseName: 'AcknowledgePart',
    nodeId: 's=Station.AcknowledgePart',
    inputArguments: [
      {
        name: 'Part',
        dataType: DataType.String,
        description: 'A failed part, such as OldestUnacknowledged.',
      },
      { name: 'Reason', dataType: DataType.String, description: 'What was done with it.' },
    ],
    outputArguments: [],
  });
  bindChange(opcua, method, async ([part, reason], user) => {
    const input = { id: textOf(part), by: user, reason: textOf(reason) };
    await ask({ command: 'acknowledgePart', input, user });
    return system.answers.good();
  });
}
