// The command: reads the network of a card, makes the optimised one, and adds it to the card when its answers are right.
import { basename, join } from 'node:path';
import {
  type OptimizeOptions,
  type OptimizeReport,
  type Precision,
  StationError,
} from '../contract/index.ts';
import {
  cpuTarget,
  type InputLayout,
  type ModelCard,
  mustBeWritable,
  openClassifier,
  readModelCard,
  replaceFile,
  type Target,
  updateCard,
} from '../model/index.ts';
import { stopIfAborted } from '../windows/index.ts';
import { type Answers, accuracyOf, agreementOf, answersOf, largestDifference } from './compare.ts';
import { inputShapes, mustBeOptimizable, preprocessingOf } from './exported-input.ts';
import { type Graph, isOp } from './graph.ts';
import { encodeGraph, readModelFile } from './onnx/model-file.ts';
import { inferShapes } from './passes/infer-shapes.ts';
import { lowerTo2d } from './passes/lower-to-2d.ts';
import { acceptance, quantize } from './quantize.ts';
import { type SampleClip, type Samples, sampleClips } from './sample-clips.ts';
import { type Pass, runPasses, simplifyPasses } from './simplify.ts';

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
    if (agreement.largestDifference > floatTolerance) throw rejected(agreement, null);
    const inPictures = (graph: Graph): number =>
      graph.nodes.filter((node) => isOp(node, 'Conv') && isRank(node.inputs[0]!, graph, 4)).length;
    return this.save('fp32Lowered', null, lowered, {
      reference,
      answers,
      samples,
      calibration: null,
      keptFloat: [],
      operators: {
        optimized: inPictures(lowered),
        float: countOps(
          lowered.nodes.filter((node) => isOp(node, 'Conv') && !isRank(node.inputs[0]!, lowered, 4)),
        ),
      },
    });
  }

  async toInt8(): Promise<OptimizeReport> {
    const target: Target = this.options.target === 'auto' ? cpuTarget() : this.options.target;
    const samples = await this.samples();
    const reference = await this.reference(samples);
    const graph = await this.simplify(samples);
    const result = await quantize({
      card: this.card,
      graph,
      samples,
      reference,
      options: { explicit: target === 'tensorrt', weightLimit: target === 'x64' ? 63 : 127 },
      onProgress: this.onProgress,
    });
    const agreement = agreementOf(reference, result.answers);
    if (!result.isAccepted) {
      const [before, after] = [reference, result.answers].map((answers) =>
        accuracyOf(answers, samples.heldOut),
      );
      throw rejected(agreement, before && after ? { before: before.rate, after: after.rate } : null);
    }
    return this.save(target === 'tensorrt' ? 'int8Qdq' : 'int8', target, result.graph, {
      reference,
      answers: result.answers,
      samples,
      calibration: { method: result.method, clips: samples.calibration.length },
      keptFloat: result.keptFloat,
      operators: {
        optimized: result.int8Operators,
        float: countOps(keptNodes(graph, result.graph)),
      },
    });
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
    precision: Exclude<Precision, 'fp32'>,
    target: Target | null,
    graph: Graph,
    parts: {
      readonly reference: Answers;
      readonly answers: Answers;
      readonly samples: Samples;
      readonly calibration: OptimizeReport['calibration'];
      readonly keptFloat: readonly string[];
      readonly operators: OptimizeReport['operators'];
    },
  ): Promise<OptimizeReport> {
    await this.onProgress('writing', null);
    const { card } = this;
    const bytes = encodeGraph(graph);
    const name = fileNames[precision](basename(card.files.fp32.path));
    const path = join(card.directory, name);
    await replaceFile(path, bytes);
    const agreement = agreementOf(parts.reference, parts.answers);
    const [before, after] = [parts.reference, parts.answers].map((answers) =>
      accuracyOf(answers, parts.samples.heldOut),
    );
    await updateCard(card.directory, (document) => {
      const entry = document.createNode({
        path: name,
        input: document.createNode({ layout: 'frames', name: graph.inputs[0]!.name }, { flow: true }),
        ...(target !== null && { target }),
        agreement: document.createNode(
          {
            clips: agreement.clips,
            top1: rounded(agreement.top1),
            largestDifference: rounded(agreement.largestDifference),
          },
          { flow: true },
        ),
      } as Record<string, unknown>);
      document.setIn(['files', precision], entry);
    });
    return {
      precision,
      path,
      bytes: bytes.length,
      target,
      calibration: parts.calibration,
      agreement,
      accuracy:
        before && after ? { windows: before.windows, fp32: before.rate, optimized: after.rate } : null,
      operators: parts.operators,
      keptFloat: parts.keptFloat,
      passes: this.passes,
    };
  }
}

const fileNames = {
  fp32Lowered: (name: string) => `${stem(name)}.lowered.onnx`,
  int8: (name: string) => `${stem(name)}.int8.onnx`,
  int8Qdq: (name: string) => `${stem(name)}.int8-qdq.onnx`,
} as const;

function stem(name: string): string {
  return name.replace(/\.onnx$/, '').replace(/\.fp32$/, '');
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

function isRank(name: string, graph: Graph, rank: number): boolean {
  return graph.types.get(name)?.shape.length === rank;
}

/** Nodes of the one graph that are in the other as they were. */
function keptNodes(before: Graph, after: Graph): Graph['nodes'] {
  const known = new Set(after.nodes.map(({ op, outputs }) => `${op} ${outputs}`));
  return before.nodes.filter(({ op, outputs }) => known.has(`${op} ${outputs}`));
}

function countOps(nodes: Graph['nodes']): OptimizeReport['operators']['float'] {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, count]) => ({ op, count })).sort((a, b) => b.count - a.count);
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function rejected(
  { top1, clips, largestDifference: difference }: ReturnType<typeof agreementOf>,
  accuracy: { readonly before: number; readonly after: number } | null,
): StationError {
  const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;
  const labels = accuracy
    ? ` Accuracy on labels fell from ${percent(accuracy.before)} to ${percent(accuracy.after)}.`
    : '';
  return new StationError(
    'model_rejected',
    `The optimised network names ${percent(top1)} of ${clips} held-out clips as the exported one does ` +
      `(largest difference of a probability ${difference.toFixed(3)}).${labels}`,
    {
      hint:
        `At least ${percent(acceptance.leastAgreement)} are asked for. The card is as it was. ` +
        'Calibrate with more videos, or with videos that show all actions.',
    },
  );
}
