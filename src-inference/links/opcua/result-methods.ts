// Methods on results: those of OPC 40100-1, and one that it does not have.
import type { CallMethodResultOptions, Variant, VariantLike } from 'node-opcua';
import { bindReading, idOf } from './method-access.ts';
import { resultFields } from './result-fields.ts';
import type { KeptResult, ResultStore } from './result-store.ts';
import type { VisionSystem } from './vision-system.ts';

export function bindResultMethods(system: VisionSystem, store: ResultStore): void {
  const { opcua, results, types } = system;
  const { DataType, StatusCodes } = opcua;
  const bind = (name: string, call: (inputs: readonly Variant[]) => CallMethodResultOptions): void =>
    bindReading(opcua, types.method(results, name), call);
  const { good, structure, handle, noError } = system.answers;
  const notFound = { statusCode: StatusCodes.BadNotFound };

  bind('GetResultById', ([id]) => {
    const result = store.byId(idOf(id));
    return result === null ? notFound : good(handle, structure(system.structureOf(result)), noError);
  });
  bind('GetResultComponentsById', ([id]) => {
    const result = store.byId(idOf(id));
    return result === null ? notFound : good(...components(system, result));
  });
  bind('GetResultListFiltered', (inputs) => {
    const [state, , serial, external, internal, , model, , job, most, start] = inputs;
    const { results: found, isComplete } = store.list({
      state: Number(state?.value ?? 0),
      serial: idOf(serial),
      recipe: idOf(external) || idOf(internal),
      model: idOf(model),
      job: idOf(job),
      most: Number(most?.value ?? 0),
      startIndex: Number(start?.value ?? 0),
    });
    return system.answers.list(
      found.map((result) => system.structureOf(result)),
      isComplete,
    );
  });
  bind('ReleaseResultHandle', () => good(noError));

  const latest = system.namespace.addMethod(results, {
    browseName: 'GetLatestResult',
    nodeId: 's=GetLatestResult',
    inputArguments: [],
    outputArguments: [
      {
        name: 'Result',
        dataType: types.dataType('ResultDataType').nodeId,
        description: 'Of the part that ended last.',
      },
    ],
  });
  bindReading(opcua, latest, () =>
    store.latest === null ? notFound : good(structure(system.structureOf(store.latest))),
  );

  /** In the order of the specification. */
  function components({ answers }: VisionSystem, result: KeptResult): VariantLike[] {
    const fields = resultFields(result);
    const typed = (name: string, value: object | null): VariantLike =>
      structure(value && types.structure(name, value));
    const no = { dataType: DataType.Boolean, value: false };
    return [
      no,
      handle,
      no,
      no,
      { dataType: DataType.Int32, value: fields.resultState },
      structure(null),
      typed('PartIdDataType', fields.partId),
      typed('RecipeIdExternalDataType', fields.externalRecipeId),
      typed('RecipeIdInternalDataType', fields.internalRecipeId),
      structure(null),
      structure(null),
      typed('ConfigurationIdDataType', fields.internalConfigurationId),
      typed('JobIdDataType', fields.jobId),
      { dataType: DataType.DateTime, value: fields.creationTime },
      typed('ProcessingTimesDataType', fields.processingTimes),
      answers.variants(system.contentOf(result)),
      noError,
    ];
  }
}
