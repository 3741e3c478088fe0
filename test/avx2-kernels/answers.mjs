// Prints what each network answers to one clip of bytes, as JSON: node answers.mjs FILE...
import { InferenceSession, Tensor } from 'onnxruntime-node';

const answers = [];
for (const file of process.argv.slice(2)) {
  const session = await InferenceSession.create(file, { logSeverityLevel: 4 });
  const { name, shape } = session.inputMetadata[0];
  const count = shape.reduce((product, size) => product * size, 1);
  const clip = Uint8Array.from({ length: count }, (_, i) => 128 + 100 * Math.sin(i / 3) * Math.cos(i / 997));
  const [output] = Object.values(await session.run({ [name]: new Tensor('uint8', clip, shape) }));
  answers.push(Array.from(output.data));
}
process.stdout.write(JSON.stringify(answers));
