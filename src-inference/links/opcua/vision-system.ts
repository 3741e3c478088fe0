// What clients find: an object of the companion specification for machine vision (OPC 40100-1), and beside its parts what it has no
// place for.
import type {
  ExtensionObject,
  INamespace,
  OPCUAServer,
  UAObject,
  UAStateMachineEx,
  UAVariable,
  Variant,
} from 'node-opcua';
import type { Opcua } from './library.ts';
import { MethodAnswers } from './method-answers.ts';
import { resultContent, resultFields } from './result-fields.ts';
import type { KeptResult } from './result-store.ts';
import { StationVariables } from './station-variables.ts';
import type { MachineState, VisionState } from './vision-state.ts';
import { VisionTypes } from './vision-types.ts';

/** Of the nodes that the companion specification does not have. */
const ownNamespace = 'urn:stepwatch:station';

export class VisionSystem {
  readonly opcua: Opcua;
  readonly types: VisionTypes;
  readonly answers: MethodAnswers;
  readonly namespace: INamespace;
  readonly results: UAObject;
  readonly recipes: UAObject;
  /** What the companion specification has no place for. */
  readonly station: UAObject;
  private readonly system: UAObject;
  private readonly machine: UAStateMachineEx;
  private readonly automatic: UAStateMachineEx;
  private readonly variables: StationVariables;
  private readonly latest: UAVariable;
  private inForce: string | null = null;

  /** @param server Initialized. */
  constructor(opcua: Opcua, server: OPCUAServer, name: string) {
    const addressSpace = server.engine.addressSpace!;
    this.opcua = opcua;
    this.answers = new MethodAnswers(opcua);
    this.types = new VisionTypes(addressSpace);
    this.namespace = addressSpace.registerNamespace(ownNamespace);
    const { objects } = addressSpace.rootFolder;
    this.system = this.types.objectType('VisionSystemType').instantiate({
      browseName: { name, namespaceIndex: this.namespace.index },
      nodeId: 's=VisionSystem',
      namespace: this.namespace,
      organizedBy: objects,
      eventSourceOf: objects.server,
      optionals: [
        'ResultManagement',
        'ResultManagement.ReleaseResultHandle',
        'RecipeManagement',
        'RecipeManagement.ReleaseRecipeHandle',
        'VisionStateMachine.AutomaticModeStateMachine',
      ],
    });
    // Clients subscribe to its events.
    this.system.setEventNotifier(1);
    this.results = this.types.object(this.system, 'ResultManagement');
    this.recipes = this.types.object(this.system, 'RecipeManagement');
    const machine = this.types.object(this.system, 'VisionStateMachine');
    const automatic = this.types.object(machine, 'AutomaticModeStateMachine');
    this.machine = opcua.promoteToStateMachine(machine);
    this.automatic = opcua.promoteToStateMachine(automatic);
    this.station = this.namespace.addObject({
      browseName: 'Station',
      nodeId: 's=Station',
      componentOf: this.system,
    });
    this.variables = new StationVariables(opcua, this.namespace, this.station);
    this.latest = this.namespace.addVariable({
      browseName: 'LatestResult',
      nodeId: 's=LatestResult',
      componentOf: this.results,
      dataType: this.types.dataType('ResultDataType').nodeId,
      accessLevel: 'CurrentRead',
      userAccessLevel: 'CurrentRead',
    });
    this.showMachine('Preoperational');
  }

  present(state: VisionState): void {
    this.showMachine(state.machine);
    this.variables.show(state);
    this.inForce = state.nextRecipe ?? state.recipe;
  }

  /** @param id `RecipeIdInternalDataType`. */
  tellPrepared(id: ExtensionObject): void {
    const { DataType } = this.opcua;
    this.system.raiseEvent(this.types.eventType('RecipePreparedEventType'), {
      message: { dataType: DataType.LocalizedText, value: { text: 'A recipe was put in force' } },
      severity: { dataType: DataType.UInt16, value: 100 },
      internalId: { dataType: DataType.ExtensionObject, value: id },
    });
  }

  /** The recipe that holds for the next part; null: nothing is checked. */
  get recipeInForce(): string | null {
    return this.inForce;
  }

  /** @param result Of the last part. */
  showLatest(result: KeptResult): void {
    this.latest.setValueFromSource({
      dataType: this.opcua.DataType.ExtensionObject,
      value: this.structureOf(result),
    });
  }

  /** Tells clients that a result is ready. */
  tellResult(result: KeptResult): void {
    const { opcua, types } = this;
    const { DataType } = opcua;
    const fields = resultFields(result);
    const structure = (name: string, value: object) =>
      ({ dataType: DataType.ExtensionObject, value: types.structure(name, value) }) as const;
    const { partId, externalRecipeId, processingTimes } = fields;
    this.system.raiseEvent(types.eventType('ResultReadyEventType'), {
      message: { dataType: DataType.LocalizedText, value: { text: fields.text } },
      severity: { dataType: DataType.UInt16, value: fields.severity },
      creationTime: { dataType: DataType.DateTime, value: fields.creationTime },
      isPartial: { dataType: DataType.Boolean, value: false },
      resultState: { dataType: DataType.Int32, value: fields.resultState },
      resultId: structure('ResultIdDataType', fields.resultId),
      jobId: structure('JobIdDataType', fields.jobId),
      internalRecipeId: structure('RecipeIdInternalDataType', fields.internalRecipeId),
      internalConfigurationId: structure('ConfigurationIdDataType', fields.internalConfigurationId),
      processingTimes: structure('ProcessingTimesDataType', processingTimes),
      ...(partId && { partId: structure('PartIdDataType', partId) }),
      ...(externalRecipeId && {
        externalRecipeId: structure('RecipeIdExternalDataType', externalRecipeId),
      }),
      resultContent: this.answers.variants(this.contentOf(result)),
    });
  }

  /** `ResultDataType` of OPC 40100-1. */
  structureOf(result: KeptResult): ExtensionObject {
    const { types } = this;
    const { partId, externalRecipeId, ...fields } = resultFields(result);
    return types.structure('ResultDataType', {
      resultId: types.structure('ResultIdDataType', fields.resultId),
      isPartial: false,
      resultState: fields.resultState,
      ...(partId && { partId: types.structure('PartIdDataType', partId) }),
      ...(externalRecipeId && {
        externalRecipeId: types.structure('RecipeIdExternalDataType', externalRecipeId),
      }),
      internalRecipeId: types.structure('RecipeIdInternalDataType', fields.internalRecipeId),
      internalConfigurationId: types.structure('ConfigurationIdDataType', fields.internalConfigurationId),
      jobId: types.structure('JobIdDataType', fields.jobId),
      creationTime: fields.creationTime,
      processingTimes: types.structure('ProcessingTimesDataType', fields.processingTimes),
      resultContent: this.contentOf(result),
    });
  }

  contentOf(result: KeptResult): readonly Variant[] {
    const { DataType, Variant: VariantOf } = this.opcua;
    return resultContent(result).map((value) => new VariantOf({ dataType: DataType.String, value }));
  }

  private showMachine(state: MachineState): void {
    const isAutomatic = state === 'Ready' || state === 'SingleExecution';
    change(this.machine, isAutomatic ? 'Operational' : state);
    change(this.automatic, isAutomatic ? state : null);
  }
}

/** Tells clients only what is new. @param state Null: not in use. */
function change(machine: UAStateMachineEx, state: string | null): void {
  if ((machine.currentStateNode?.browseName.name ?? null) !== state) machine.setState(state);
}
