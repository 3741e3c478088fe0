import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isMap } from 'yaml';
import {
  pathInCard,
  readModelCard,
  replaceFile,
  replaceFiles,
  setNetwork,
  updateCard,
} from '../../../src-inference/model/index.ts';
import { makeColourModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-card-'));
afterAll(() => rmSync(folder, { recursive: true }));

const before = `# Who made this, and why.
name: colours
labels: [nothing,   red, green, blue]   # their order matters
background: nothing

window: { seconds: 1, hopSeconds: 0.25 }
input: { layout: frames, name: frames, frames: 4, height: 16, width: 16 }
output: { name: scores, activation: softmax }
# The weights.
files:
  # as exported
  fp32: { path: network.onnx } # do not touch
# The end.
`;

it('changes nothing but what it is asked to', async () => {
  const directory = makeColourModel(join(folder, 'a'), before);
  await updateCard(directory, (card) => {
    card.setIn(
      ['files', 'fp32Lowered'],
      card.createNode({ path: 'network.onnx', input: { layout: 'frames', name: 'frames' } }),
    );
  });
  const after = readFileSync(join(directory, 'model.yaml'), 'utf8');
  const [head] = before.split('files:');
  expect(after.startsWith(head!)).toBe(true);
  for (const comment of ['# as exported', '# do not touch', '# The end.']) expect(after).toContain(comment);
  expect(after).toContain('fp32Lowered:\n    path: network.onnx');
});

it('writes no card that it could not read again', async () => {
  const directory = makeColourModel(join(folder, 'b'), before);
  const broken = updateCard(directory, (card) => card.setIn(['files', 'fp32', 'pth'], 'x'));
  await expect(broken).rejects.toMatchObject({ code: 'internal' });
  expect(readFileSync(join(directory, 'model.yaml'), 'utf8')).toBe(before);
});

it('leaves nothing behind where it cannot write', async () => {
  const missing = join(folder, 'missing', 'file');
  await expect(replaceFile(missing, Buffer.from('x'))).rejects.toMatchObject({ code: 'output_unwritable' });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

const withInt8 = before.replace(
  '# The end.',
  `  # with VNNI
  int8:
    path: network.onnx # eight bits
    input: { layout: frames, name: frames }
    target: x64-vnni
# The end.`,
);

const addInt8 = (directory: string, target: 'x64' | 'x64-vnni') =>
  updateCard(directory, (card) => {
    const input = { layout: 'frames', name: 'other' };
    setNetwork(card, { precision: 'int8', target }, card.createNode({ path: 'network.onnx', input, target }));
  });

it('an int8 network stands beside the one for another kind of CPU, whose comments stay', async () => {
  const directory = makeColourModel(join(folder, 'c'), withInt8);
  expect((await readModelCard(directory)).files.int8).toHaveLength(1);
  await addInt8(directory, 'x64');
  const { int8 } = (await readModelCard(directory)).files;
  expect(int8!.map(({ target, input }) => [target, input.tensors[0]!.name])).toEqual([
    ['x64-vnni', 'frames'],
    ['x64', 'other'],
  ]);
  const after = readFileSync(join(directory, 'model.yaml'), 'utf8');
  for (const comment of ['# with VNNI', '# eight bits', '# as exported', '# The end.']) {
    expect(after).toContain(comment);
  }
});

it('a second network for the same kind of CPU takes the place of the first, and no other', async () => {
  const directory = makeColourModel(join(folder, 'd'), withInt8);
  await addInt8(directory, 'x64');
  await addInt8(directory, 'x64-vnni');
  const { int8 } = (await readModelCard(directory)).files;
  expect(int8!.map(({ target, input }) => [target, input.tensors[0]!.name])).toEqual([
    ['x64-vnni', 'other'],
    ['x64', 'other'],
  ]);
  await updateCard(directory, (card) => {
    expect(pathInCard(card, { precision: 'int8', target: 'x64' })).toEqual(['files', 'int8', 1]);
    expect(pathInCard(card, { precision: 'int8', target: 'arm64' })).toBeNull();
    expect(isMap(card.getIn(pathInCard(card, { precision: 'fp32', target: null })!))).toBe(true);
  });
});

it.each([
  ['int8: { path: network.onnx, inputs: 1 }', 'files.int8: '],
  [
    'int8: [{ path: network.onnx, input: { layout: frames, name: frames }, target: x86 }]',
    'files.int8.0.target',
  ],
  [
    'int8: [{ path: network.onnx, input: { layout: frames, name: a } }, { path: network.onnx, input: { layout: frames, name: b } }]',
    'files.int8.1: is the second network for any machine',
  ],
])('%s is refused', async (line, message) => {
  const directory = makeColourModel(
    join(folder, line.slice(6, 40)),
    before.replace('# The end.', `  ${line}`),
  );
  await expect(readModelCard(directory)).rejects.toMatchObject({
    code: 'model_card_invalid',
    message: expect.stringContaining(message),
    line: 13,
  });
});

it('of several files none is replaced when one cannot be written', async () => {
  const [there, missing] = [join(folder, 'there'), join(folder, 'missing', 'file')];
  await replaceFile(there, Buffer.from('old'));
  const content = Buffer.from('new');
  const both = replaceFiles([there, missing].map((path) => ({ path, content })));
  await expect(both).rejects.toMatchObject({ code: 'output_unwritable', where: missing });
  expect(readFileSync(there, 'utf8')).toBe('old');
});
