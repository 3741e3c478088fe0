// Both languages are complete, say the same with other words, and use the words of the glossary (src-renderer/text/README.md).
import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/text/en/index.ts';
import { es } from '../../../src-renderer/text/es/index.ts';

type Texts = { readonly [key: string]: string | Texts };

/** Texts by key, as `setup.title`. */
function flat(texts: Texts, place = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'string' ? [[`${place}${key}`, text]] : [...flat(text, `${place}${key}.`)],
    ),
  );
}

const languages = { en: flat(en), es: flat(es) } as const;
const names = ['en', 'es'] as const;

/** Names, units and signs that every language writes the same way. */
const sameEverywhere = new Set([
  'ActivityNet (JSON)',
  'Bucket',
  'CPU',
  'ELAN (EAF)',
  'English',
  'The screens are in English',
  'Las pantallas están en español',
  'No',
  'Español',
  'F1',
  'GPU',
  'HTTP',
  'JSON',
  'MQTT',
  'ONNX Runtime',
  'PIN',
  'RTSP',
  'Sparkplug B',
  'Stepwatch (CSV: start, end, label)',
  'TensorRT',
  'Token',
  'Webhook',
  'gRPC',
]);

/** Words that were used once, with those that are used instead. */
const forbidden = {
  en: [
    [/\bjudg/i, 'check, checking, verdict'],
    [/\bcrisp\b|in the picture/i, 'overlay'],
    [/\bhop of\b/i, 'window spacing'],
    [/\bjournal/i, 'record'],
    [/\bin force\b/i, 'in use'],
    [/what it takes for/i, 'confusion matrix, in sentences'],
    [/\bthe checker itself\b/i, 'say when a step is uncertain'],
  ],
  es: [
    [/\bju(zg|ici)/i, 'comprobar, veredicto'],
    [/superpuest/i, 'rótulos'],
    [/\bdiario\b/i, 'registro'],
    [/\bvideos?\b/i, 'vídeo'],
    [/\bmotor\b(?! de cálculo)/i, 'programa de la estación'],
    [/\boperador\b(?! que indica)/i, 'operario'],
    [/\bel control sigue/i, 'se sigue comprobando'],
    [/ficha de acceso/i, 'token'],
    [/\bflujo(?! MPEG)/i, 'vídeo en directo, vídeo por red'],
    [/\bomitid/i, 'no hecho'],
  ],
} as const satisfies Record<(typeof names)[number], readonly (readonly [RegExp, string])[]>;

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!).sort();

describe('the texts of the screens', () => {
  it('have the same keys in every language', () => {
    expect([...languages.es.keys()].sort()).toEqual([...languages.en.keys()].sort());
  });

  it.each(names)('are never empty, and have no space at an end (%s)', (language) => {
    const faulty = [...languages[language]].filter(([, text]) => text === '' || text !== text.trim());
    expect(faulty).toEqual([]);
  });

  it('have the same placeholders in every language', () => {
    const different = [...languages.en].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(languages.es.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('are translated, except for names, units and signs', () => {
    const same = [...languages.en].filter(
      ([key, text]) =>
        languages.es.get(key) === text &&
        !sameEverywhere.has(text) &&
        /\p{L}{2}/u.test(text.replaceAll(/\{\{.*?\}\}|fps|ms|min/g, '')),
    );
    expect(same).toEqual([]);
  });

  it.each(names)('use the words of the glossary (%s)', (language) => {
    const found = [...languages[language]].flatMap(([key, text]) =>
      forbidden[language]
        .filter(([word]) => word.test(text))
        .map(([, instead]) => `${key}: "${text}". Say: ${instead}`),
    );
    expect(found).toEqual([]);
  });
});
