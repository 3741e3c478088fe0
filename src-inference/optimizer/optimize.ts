// The command: reads the network of a card, makes the optimised one, and adds it to the card when its answers are right.
import {
  type NetworkTarget,
  type OptimizeOptions,
  type OptimizeReport,
  StationError,
} from '../contract/index.ts';
import {
  cpuCapability,
  type InputLayout,
  type ModelCard,
  mustBeWhole,
  mustBeWritable,
  openClassifier,
  readModelCard,
} from '../model/index.ts';
import { stopIfAborted } from '../windows/index.ts';
import { addNetworks, type MadeNetwork } from './add-networks.ts';
import { type Answers, accuracyOf, agreementOf, answersOf, largestDifference } from './compare.ts';
import { inputShapes, mustBeOptimizable, preprocessingOf } from './exported-input.ts';
import { type Graph, type GraphNode, isOp } from './graph.ts';
import { readModelFile } from './onnx/model-file.ts';
import { inferShapes } from './passes/infer-shapes.ts';
import { lowerTo2d } from './passes/lower-to-2d.ts';
import { acceptance, calibrate, quantize } from './quantize.ts';
import { type SampleClip, type Samples, sampleClips } from './sample-clips.ts';
import { type Pass, runPasses, simplifyPasses } from './simplify.ts';
import { checkQdq, describeFinding, qdqRules, splitByPrecision } from './tensorrt/index.ts';

/** Resolves when it is said. */
export type OnProgress = (text: string, done: number | null) => Promise<void>;

/** A float network whose sums are only taken in another order differs by less than this in any probability. */
const floatTolerance = 1e-3;

/** @throws StationError; the card is changed last, and as a whole. */
export async function optimizeModel(
  options: OptimizeOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<OptimizeReport> {
  const card = await readModelCard(options.model);
  if (options.precision === 'int8' && options.calibrate.length === 0) {
    throw new StationError('usage', 'Without videos of the line nothing can be calibrated.', {
      hint: 'Give some with --calibrate VIDEO...; a minute of real work is enough.',
    });
  }
  mustBeOptimizable(card);
  await mustBeWhole(card.files.fp32);
  await mustBeWritable(card.directory);
  // Whether card and network fit each other is known best by what runs them.
  await (await openClassifier(card, { precision: 'fp32', backend: 'cpu' })).close();
  const exported = await readModelFile(card.files.fp32.path);
  mustNotBeQuantized(exported, card.files.fp32.path);
  const job = new Job(card, exported, options, onProgress, signal);
  return options.precision === 'int8' ? job.toInt8() : job.toFloat();
}

class Job {
  private readonly card: ModelCard;
  private readonly exported: Graph;
  private readonly options: OptimizeOptions;
  private readonly signal: AbortSignal;
  private readonly onProgress: OnProgress;
  private readonly passes: OptimizeReport['passes'][number][] = [];

  constructor(
    card: ModelCard,
    exported: Graph,
    options: OptimizeOptions,
    onProgress: OnProgress,
    signal: AbortSignal,
  ) {
    this.card = card;
    this.exported = exported;
    this.options = options;
    this.signal = signal;
    this.onProgress = async (text, done) => {
      stopIfAborted(signal);
      await onProgress(text, done);
    };
  }

  async toFloat(): Promise<OptimizeReport> {
    const samples = await this.samples();
    const reference = await this.reference(samples);
    const simple = await this.simplify(samples);
    const lowered = await this.run(
      simple,
      [{ name: 'lower 3D to 2D', run: (graph) => inferShapes(lowerTo2d(graph)) }],
      samples,
    );
    const answers = await answersOf(lowered, this.card, samples.heldOut);
    const agreement = agreementOf(reference, answers);
    if (agreement.largestDifference > floatTolerance) throw rejected(reference, answers, null, null);
    const [overPictures, others] = convolutionsOf(lowered);
    return this.save(samples, reference, [
      {
        precision: 'fp32Lowered',
        target: null,
        graph: lowered,
        answers,
        calibration: null,
        keptFloat: [],
        operators: { optimized: overPictures.length, float: countOps(others) },
        rules: null,
      },
    ]);
  }

  async toInt8(): Promise<OptimizeReport> {
    const cpu = cpuCapability();
    const samples = await this.samples();
    const reference = await this.reference(samples);
    const graph = await this.simplify(samples);
    const { card, onProgress } = this;
    const calibration = await calibrate({ card, graph, samples, onProgress });
    const made: MadeNetwork[] = [];
    for (const target of targetsFor(this.options.target, cpu.makes)) {
      const result = await quantize({
        card,
        graph,
        samples,
        reference,
        calibration,
        target,
        cpu,
        onProgress,
      });
      if (!result.isAccepted) throw rejected(reference, result.answers, samples, target);
      if (target === 'tensorrt') mustObeyTensorRt(result.graph, card.files.fp32.path);
      made.push({
        precision: target === 'tensorrt' ? 'int8Qdq' : 'int8',
        target,
        graph: result.graph,
        answers: result.answers,
        calibration: { method: result.method, clips: samples.calibration.length },
        keptFloat: result.keptFloat,
        operators: {
          optimized: result.int8Operators,
          float: countOps(
            target === 'tensorrt' ? splitByPrecision(result.graph).float : keptNodes(graph, result.graph),
          ),
        },
        rules: target === 'tensorrt' ? Object.keys(qdqRules).length : null,
      });
    }
    return this.save(samples, reference, made);
  }

  /** Without videos, pictures of noise: enough to see that a float network computes the same. */
  private async samples(): Promise<Samples> {
    if (this.options.calibrate.length === 0) return { calibration: [], heldOut: noiseClips(this.card.input) };
    return sampleClips(this.card, this.options.calibrate, this.options.clips, this.onProgress, this.signal);
  }

  private async reference(samples: Samples): Promise<Answers> {
    await this.onProgress('the network as exported', null);
    return answersOf(this.exported, this.card, samples.heldOut);
  }

  private simplify(samples: Samples): Promise<Graph> {
    return this.run(
      this.exported,
      simplifyPasses({ shapes: inputShapes(this.card), preprocessing: preprocessingOf(this.card) }),
      samples,
    );
  }

  private async run(graph: Graph, passes: readonly Pass[], samples: Samples): Promise<Graph> {
    const [clip] = samples.heldOut;
    const before = this.options.verify ? await answersOf(this.exported, this.card, [clip!]) : null;
    return runPasses(graph, passes, async (name, current) => {
      await this.onProgress(name, null);
      if (before === null) return;
      const after = await answersOf(current, this.card, [clip!]);
      const difference = largestDifference(before[0]!, after[0]!);
      this.passes.push({ name, nodes: current.nodes.length, difference });
      if (difference > floatTolerance) {
        throw new StationError('internal', `The pass "${name}" changes the answers by ${difference}.`, {
          where: this.card.files.fp32.path,
          hint: 'This is a defect of Stepwatch: please report it with the network. The card is as it was.',
        });
      }
    });
  }

  private async save(
    samples: Samples,
    reference: Answers,
    made: readonly MadeNetwork[],
  ): Promise<OptimizeReport> {
    await this.onProgress('writing', null);
    const networks = await addNetworks(this.card, samples, reference, made);
    return { networks, passes: this.passes };
  }
}

/** 8-bit networks for x64 with VNNI and for arm64 are the same: a set needs one of them. */
const carriedTargets: readonly NetworkTarget[] = ['x64-vnni', 'x64', 'tensorrt'];

function targetsFor(wanted: OptimizeOptions['target'], own: NetworkTarget): readonly NetworkTarget[] {
  if (wanted === 'all') return carriedTargets;
  return [wanted === 'auto' ? own : wanted];
}

function mustNotBeQuantized(graph: Graph, where: string): void {
  const found = graph.nodes.find(({ op }) =>
    /^(QLinear|Quantize|Dequantize|DynamicQuantize|ConvInteger|MatMulInteger|QGemm|QAttention)/.test(op),
  );
  if (!found) return;
  throw new StationError('model_invalid', `The network is quantized already (${found.op}).`, {
    where,
    hint: 'Give the float network that it was made from as the fp32 file of the card.',
  });
}

/** The rest of a long list would say the same. */
const mostFindings = 3;

function mustObeyTensorRt(graph: Graph, where: string): void {
  const findings = checkQdq(graph);
  if (findings.length === 0) return;
  const told = findings.slice(0, mostFindings).map(describeFinding).join('. ');
  throw new StationError(
    'model_rejected',
    `The network for TensorRT breaks its rules at ${findings.length} place${findings.length === 1 ? '' : 's'}. ${told}.`,
    {
      where,
      hint: 'This is a defect of Stepwatch: please report it with the network. The card is as it was; other targets are not concerned.',
    },
  );
}

/** Two clips of smooth noise, always the same. */
function noiseClips({ frames, height, width }: InputLayout): readonly SampleClip[] {
  return [3, 7].map((period) => ({
    truth: null,
    frames: Uint8Array.from(
      { length: frames * height * width * 3 },
      (_, i) => 128 + 100 * Math.sin(i / period) * Math.cos(i / 997),
    ),
  }));
}

/** Those over pictures, and the others. */
function convolutionsOf(graph: Graph): readonly [Graph['nodes'], Graph['nodes']] {
  const isOverPictures = ({ inputs }: GraphNode): boolean => graph.types.get(inputs[0]!)?.shape.length === 4;
  const all = graph.nodes.filter((node) => isOp(node, 'Conv'));
  return [all.filter(isOverPictures), all.filter((node) => !isOverPictures(node))];
}

/** Nodes of the one graph that are in the other as they were. */
function keptNodes(before: Graph, after: Graph): Graph['nodes'] {
  const known = new Set(after.nodes.map(({ op, outputs }) => `${op} ${outputs}`));
  return before.nodes.filter(({ op, outputs }) => known.has(`${op} ${outputs}`));
}

function countOps(nodes: Graph['nodes']): MadeNetwork['operators']['float'] {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, count]) => ({ op, count })).sort((a, b) => b.count - a.count);
}

/** @param labelled Clips whose labels were looked at as well; null: float networks must answer the same, whatever is right. */
function rejected(
  reference: Answers,
  answers: Answers,
  labelled: Samples | null,
  target: NetworkTarget | null,
): StationError {
  const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;
  const { top1, clips, largestDifference: difference } = agreementOf(reference, answers);
  const [before, after] = [reference, answers].map((rows) => labelled && accuracyOf(rows, labelled.heldOut));
  const labels =
    before && after ? ` Accuracy on labels fell from ${percent(before.rate)} to ${percent(after.rate)}.` : '';
  return new StationError(
    'model_rejected',
    `The optimised network${target === null ? '' : ` for ${target}`} names ${percent(top1)} of ${clips} held-out clips ` +
      `as the exported one does (largest difference of a probability ${difference.toFixed(3)}).${labels}`,
    {
      hint:
        `At least ${percent(acceptance.leastAgreement)} are asked for. The card is as it was. ` +
        'Calibrate with more videos, or with videos that show all actions.',
    },
  );
}
