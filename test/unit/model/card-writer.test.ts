import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { replaceFile, updateCard } from '../../../src-inference/model/index.ts';
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
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
});
