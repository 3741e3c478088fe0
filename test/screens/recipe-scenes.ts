// Scenes of drafts that are tried on many parts, and of drafts that are learnt from good ones.
import { exampleOf, learnRecipe } from '../../src-inference/learning/index.ts';
import type { Answers } from './memory-transport.ts';
import { atWork, judged } from './parts.ts';
import { parts, roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';

const labels = ['riveted_start', 'spacer_washer', 'greased_disk', 'spacer', 'separator', 'install_lid'];
/** Two steps change places in some parts, and the lid is missing from one. */
const works = Array.from({ length: 14 }, (_, at) => {
  const order = at % 3 === 0 ? [0, 2, 1, 3, 4, 5] : [0, 1, 2, 3, 4, 5];
  return order
    .slice(0, at === 9 ? 5 : 6)
    .map((label, place) => ({ label: labels[label]!, startSeconds: place * 4, endSeconds: place * 4 + 2.4 }));
});

const answers: Answers = {
  ...roomAnswers,
  teachProject: () => null,
  listParts: ({ verdict, limit }) => ({
    parts: parts.filter((part) => verdict === null || part.verdict === verdict).slice(0, limit),
    more: false,
    building: null,
  }),
  tryOnParts: ({ ids }) =>
    ids.map((id) => {
      const place = parts.findIndex((part) => part.id === id);
      const verdict = parts[place]?.verdict ?? 'pass';
      if (place === 12 || place === 13) return { id, kind: 'noWindows' };
      const changed = place % 6 === 0 ? 'fail' : verdict === 'warn' ? 'pass' : verdict;
      const problem = changed === 'fail' ? judged(8, 'missed') : null;
      return { id, kind: 'judged', verdict: changed, problem, parts: place === 18 ? 2 : 1 };
    }),
  learnFromParts({ name, title, ids }) {
    const examples = ids.map((_, at) => exampleOf(works[at % works.length]!));
    const { used, ...learnt } = learnRecipe(examples, { name, title });
    const known = ids.map((id) => ({
      kind: 'part' as const,
      id,
      number: parts.find((part) => part.id === id)?.number ?? 0,
    }));
    return { ...learnt, examples: known, unused: known.filter((_, at) => !used.includes(at)) };
  },
};

const recipes = { route: '#/recipes', answers } as const;
const learning = [
  'button:Learn from parts',
  'key:Shift+P',
  'key:u',
  'key:m',
  'key:p',
  'button:Choose all',
] as const;

export const recipeScenes = {
  'recipe-trial': {
    ...recipes,
    press: ['button:Edit', 'tab:Try out', 'button:Try on these parts'],
  },
  'recipe-trial-empty': { ...recipes, press: ['button:Edit', 'tab:Try out'] },
  'recipe-learn': { ...recipes, press: learning },
  'recipe-learn-empty': {
    route: '#/recipes',
    answers: { ...answers, listParts: () => ({ parts: [], more: false, building: null }) },
    press: ['button:Learn from parts'],
  },
  'recipe-learnt': { ...recipes, press: [...learning, 'button:Make the draft'] },
  'recipe-learnt-step': { ...recipes, press: [...learning, 'button:Make the draft', 'button:2 '] },
  'recipe-overview': { ...recipes, press: ['button:Edit'] },
  'recipe-kept': { ...recipes, press: ['button:More for coupling'] },
  'recipe-check-nothing': { ...recipes, snapshot: { part: atWork.part }, press: ['button:Use no recipe'] },
} as const satisfies Record<string, Scene>;
