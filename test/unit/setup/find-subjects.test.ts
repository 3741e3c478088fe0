// A setting is found by words of its texts.
import { expect, it } from 'vitest';
import { holdsWords } from '../../../src-renderer/setup/find-subjects.ts';

const texts = ['Conexiones', { title: 'Señales Modbus', state: { off: 'Apagada' } }];

it.each([
  ['', true],
  ['modbus', true],
  ['SENALES', true],
  ['conex señal', true],
  ['modbus horno', false],
])('"%s": %s', (words, found) => {
  expect(holdsWords(texts, words)).toBe(found);
});
