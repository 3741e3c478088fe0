// Writes what was made beside the exported network, and adds it to the card.
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Document, Node } from 'yaml';
import type { Agreement, OptimizedNetwork, Precision } from '../contract/index.ts';
import { type ModelCard, networkFile, replaceFiles, setNetwork, updateCard } from '../model/index.ts';
import { type Answers, accuracyOf, agreementOf } from './compare.ts';
import type { Graph } from './graph.ts';
import { encodeGraph } from './onnx/model-file.ts';
import type { Samples } from './sample-clips.ts';

export interface MadeNetwork
  extends Pick<OptimizedNetwork, 'calibration' | 'operators' | 'keptFloat' | 'target' | 'rules'> {
  readonly precision: Exclude<Precision, 'fp32'>;
  readonly graph: Graph;
  /** On the clips that were held out. */
  readonly answers: Answers;
}

/**
 * The card is changed last, and as a whole: all networks, or none.
 *
 * @throws StationError `output_unwritable` or `disk_full`.
 */
export async function addNetworks(
  card: ModelCard,
  { heldOut }: Samples,
  reference: Answers,
  made: readonly MadeNetwork[],
): Promise<readonly OptimizedNetwork[]> {
  const folder = await realpath(card.directory);
  const files = made.map((network) => {
    const name = nameFor(card, folder, network);
    return { name, path: join(card.directory, name), content: encodeGraph(network.graph) };
  });
  await replaceFiles(files);
  const before = accuracyOf(reference, heldOut);
  const networks = made.map(({ graph: _, answers, ...network }, i): OptimizedNetwork => {
    const after = accuracyOf(answers, heldOut);
    return {
      ...network,
      path: files[i]!.path,
      bytes: files[i]!.content.length,
      agreement: agreementOf(reference, answers),
      accuracy:
        before && after ? { windows: before.windows, fp32: before.rate, optimized: after.rate } : null,
    };
  });
  await updateCard(card.directory, (document) => {
    for (const [i, network] of networks.entries()) {
      const input = made[i]!.graph.inputs[0]!.name;
      setNetwork(document, network, entryOf(document, network, { ...files[i]!, input }));
    }
  });
  return networks;
}

/** A network for the same target is replaced; those for others keep their files. */
function nameFor(card: ModelCard, folder: string, network: MadeNetwork): string {
  const known = networkFile(card, network);
  return known ? relative(folder, known.path) : newName(basename(card.files.fp32.path), network);
}

function newName(exported: string, { precision, target }: Pick<MadeNetwork, 'precision' | 'target'>): string {
  const stem = exported.replace(/\.onnx$/, '').replace(/\.fp32$/, '');
  switch (precision) {
    case 'fp32Lowered':
      return `${stem}.lowered.onnx`;
    case 'int8':
      return `${stem}.int8-${target}.onnx`;
    case 'int8Qdq':
      return `${stem}.int8-qdq.onnx`;
  }
}

function entryOf(
  document: Document,
  { target, agreement }: OptimizedNetwork,
  { name, content, input }: { readonly name: string; readonly content: Uint8Array; readonly input: string },
): Node {
  return document.createNode({
    path: name,
    sha256: createHash('sha256').update(content).digest('hex'),
    input: document.createNode({ layout: 'frames', name: input }, { flow: true }),
    ...(target !== null && { target }),
    agreement: document.createNode(roundedAgreement(agreement), { flow: true }),
  } as Record<string, unknown>);
}

function roundedAgreement({ clips, top1, largestDifference }: Agreement): Agreement {
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  return { clips, top1: rounded(top1), largestDifference: rounded(largestDifference) };
}
