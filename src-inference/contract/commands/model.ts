// Commands on a model: what it is, how to make it fast, how good it is.
import { z } from 'zod';
import {
  type AnnotatedOptions,
  type AnnotatedRow,
  annotatedPolicies,
  type RecallOptions,
  type RecallRow,
  type SimulationOptions,
  type SimulationRow,
  type StressCondition,
  type StressOptions,
  type StressRow,
} from '../evaluation.ts';
import {
  type EvaluateOptions,
  type EvaluationReport,
  type OptimizeOptions,
  type OptimizeReport,
  optimizedPrecisions,
  optimizerTargets,
} from '../measurement.ts';
import { type ModelInfo, precisions } from '../model.ts';
import { type ImportOptions, type ImportResult, normalisations } from '../model-import.ts';
import { policies } from '../sequence.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { count, positiveCount, share, text } from './fields.ts';

const wholeNumber = z.int().positive();

const importAnswers = z.strictObject({
  labels: text.nullable(),
  background: text.nullable(),
  window: z.number().nullable(),
  axes: text.nullable(),
  frames: wholeNumber.nullable(),
  height: wholeNumber.nullable(),
  width: wholeNumber.nullable(),
  normalisation: z.enum(normalisations).nullable(),
  mean: z.array(z.number()).readonly().nullable(),
  std: z.array(z.number()).readonly().nullable(),
  range: z.array(z.number()).readonly().nullable(),
  channels: z.enum(['RGB', 'BGR']).nullable(),
  output: text.nullable(),
});

export const modelCommands = {
  /**
   * Reads the card and opens the network, so that a mismatch shows. The first time on a GPU an engine is built: `jobProgress` arrives
   * meanwhile.
   */
  readModel: {
    role: 'operator',
    input: z.strictObject({ directory: text }),
    output: answer<ModelInfo>(),
  },
  /** Writes the hashes of the networks into the card: they are to be as they are now. */
  acceptModel: { role: 'program', input: z.strictObject({ directory: text }), output: answer<null>() },
  /** Makes a first card for an ONNX file, or says what must be answered for it; `jobProgress` arrives meanwhile. */
  importModel: {
    role: 'program',
    input: schemaOf<ImportOptions>()(
      z.strictObject({
        file: text,
        directory: text.nullable(),
        name: text.nullable(),
        answers: importAnswers,
        video: text.nullable(),
        force: z.boolean(),
      }),
    ),
    output: answer<ImportResult>(),
  },
  /** Makes an optimised network and adds it to the card; `jobProgress` arrives meanwhile. */
  optimize: {
    role: 'program',
    input: schemaOf<OptimizeOptions>()(
      z.strictObject({
        model: text,
        precision: z.enum(optimizedPrecisions),
        target: z.enum(optimizerTargets),
        calibrate: z.array(text).readonly(),
        clips: positiveCount.nullable(),
        verify: z.boolean(),
      }),
    ),
    output: answer<OptimizeReport>(),
  },
  /** Measures a model on labelled videos; `jobProgress` arrives meanwhile. */
  evaluate: {
    role: 'program',
    input: schemaOf<EvaluateOptions>()(
      z.strictObject({
        model: text,
        data: text,
        precisions: z.array(z.enum(precisions)).readonly().nullable(),
        recipe: text.nullable(),
        write: z.boolean(),
      }),
    ),
    output: answer<EvaluationReport>(),
  },
  /** Judges simulated parts by one policy. */
  simulateParts: {
    role: 'program',
    input: schemaOf<SimulationOptions>()(
      z.strictObject({
        recipe: text,
        accuracy: share,
        policy: z.enum([...policies, 'wholePart']),
        parts: positiveCount,
        seed: z.int(),
        recordings: count,
        failAbove: share.nullable(),
        stepSeconds: z.tuple([z.number().positive(), z.number().positive()]).readonly(),
      }),
    ),
    output: answer<SimulationRow>(),
  },
  /** The conditions under which `stressChecker` can measure. */
  listStressConditions: {
    role: 'program',
    input: z.strictObject({}),
    output: answer<readonly StressCondition[]>(),
  },
  /** Judges simulated parts under one condition. */
  stressChecker: {
    role: 'program',
    input: schemaOf<StressOptions>()(
      z.strictObject({
        recipe: text,
        condition: text,
        accuracy: share,
        parts: positiveCount,
        seed: z.int(),
        recordings: count,
        measured: z.boolean(),
        withLimit: z.boolean(),
      }),
    ),
    output: answer<StressRow>(),
  },
  /** Measures the recall of mistakes by the rate of false alarms. */
  measureRecall: {
    role: 'program',
    input: schemaOf<RecallOptions>()(
      z.strictObject({
        recipe: text,
        directory: text.nullable(),
        accuracy: share,
        parts: positiveCount,
        seed: z.int(),
        recordings: count,
        measured: z.boolean(),
      }),
    ),
    output: answer<RecallRow>(),
  },
  /** Judges annotated assemblies by one policy, leave one out. */
  measureAnnotated: {
    role: 'program',
    input: schemaOf<AnnotatedOptions>()(
      z.strictObject({ directory: text, noise: share, policy: z.enum(annotatedPolicies), seed: z.int() }),
    ),
    output: answer<AnnotatedRow>(),
  },
} as const satisfies CommandTable;
