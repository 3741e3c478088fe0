// A complete model folder: the body of the base with its new head, and the card with what was measured.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, type Node, parseDocument } from 'yaml';
import type { TeachLabel } from '../../contract/index.ts';
import { writeQuality } from '../../evaluation/index.ts';
import { makeFolder } from '../../files/index.ts';
import { type ModelCard, replaceFiles, updateCard } from '../../model/index.ts';
import { encodeGraph, type Graph } from '../../optimizer/index.ts';
import type { Measured } from '../report/measure-once.ts';

export interface NetworkFolder {
  /** Is made when it is not there. */
  readonly directory: string;
  readonly name: string;
  readonly description: string;
  readonly labels: readonly TeachLabel[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  /** The card of the model that is taught on. */
  readonly base: ModelCard;
  readonly network: Graph;
  readonly output: string;
  readonly measured: Pick<Measured, 'quality' | 'errors'>;
  /** What it was measured on. */
  readonly data: string;
}

const weights = 'network.fp32.onnx';
const backgroundColor = '#6b7280';

/** @throws StationError `disk_full`, `output_unwritable`. */
export async function writeNetwork(folder: NetworkFolder): Promise<void> {
  const { directory, network, measured, data } = folder;
  makeFolder(directory);
  const content = encodeGraph(network);
  const card = await cardText(folder, createHash('sha256').update(content).digest('hex'));
  await replaceFiles([
    { path: join(directory, weights), content },
    { path: join(directory, 'model.yaml'), content: card },
  ]);
  await updateCard(directory, (document) => {
    writeQuality(
      document,
      { precision: 'fp32', target: null },
      { ...measured.quality, errors: measured.errors },
      data,
    );
  });
}

/** @param sha256 Of the network. */
async function cardText(folder: NetworkFolder, sha256: string): Promise<string> {
  const { name, description, labels, background, window, output } = folder;
  const document = new Document();
  const onOneLine = (value: unknown): Node => document.createNode(value, { flow: true });
  const all = [{ name: background, title: background, color: backgroundColor }, ...labels];
  document.contents = document.createNode({
    name,
    description,
    labels: all.map((label) => onOneLine(label)),
    background,
    window: onOneLine({ seconds: window.seconds, hopSeconds: window.hopSeconds }),
    input: await inputOf(folder, document),
    output: onOneLine({ name: output, activation: 'softmax' }),
    files: { fp32: { path: weights, sha256 } },
  }) as unknown as typeof document.contents;
  document.commentBefore =
    ' Made by stepwatch teach; the quality was measured on recordings that were held out.';
  return document.toString({ lineWidth: 110, flowCollectionPadding: true });
}

/** Bytes, where what the engine does to pictures has become part of the network; else as the base has it. */
async function inputOf({ base, network }: NetworkFolder, document: Document): Promise<unknown> {
  const [first] = network.inputs;
  if (network.inputs.length === 1 && first!.type === 'uint8' && first!.shape.length === 4) {
    const { frames, height, width } = base.input;
    return document.createNode(
      { layout: 'frames', name: first!.name, frames, height, width },
      { flow: true },
    );
  }
  const text = await readFile(join(base.directory, 'model.yaml'), 'utf8');
  return (parseDocument(text).toJS() as { readonly input: unknown }).input;
}
