// What cannot be known from an ONNX file, as questions with the option that answers each. Pure.
import { type ImportAnswers, type ImportQuestion, StationError } from '../contract/index.ts';

const asked: Readonly<
  Record<
    Exclude<keyof ImportAnswers, 'background' | 'mean' | 'std' | 'range' | 'channels'>,
    Omit<ImportQuestion, 'field' | 'suggestion'>
  >
> = {
  labels: {
    text: 'What are the classes called? (a file with one name in each line; "numbered" for class_0, class_1, ...)',
    option: '--labels FILE',
  },
  window: { text: 'How many seconds of video does the network look at?', option: '--window SECONDS' },
  axes: {
    text: 'In which order does it take batch, pictures, channels, rows and columns? (such as NCTHW)',
    option: '--axes ORDER',
  },
  frames: { text: 'How many pictures does it take?', option: '--frames COUNT' },
  height: { text: 'How high are the pictures?', option: '--height PIXELS' },
  width: { text: 'How wide are the pictures?', option: '--width PIXELS' },
  normalisation: {
    text: 'How were the pixels scaled in training?',
    option: '--normalisation NAME, or --mean and --std',
  },
  output: { text: 'Which output answers a score for each class?', option: '--output NAME' },
};

export function question(field: keyof typeof asked, suggestion: string | null = null): ImportQuestion {
  return { field, ...asked[field], suggestion };
}

/** The network is of a kind that the station cannot feed. */
export function cannotImport(what: string, file: string, hint: string): StationError {
  return new StationError('model_invalid', `The station cannot run this network: ${what}.`, {
    where: file,
    hint,
  });
}
