import type { ReactNode } from 'react';
import { classNames } from '../../ui/index.ts';

/** For 64 to 100 pixels at 1080p, and less where the screen is nearer. A sentence gets smaller letters than a word, so that all of it is there. */
const sizes = {
  normal: [
    'text-[min(4.75rem,8vh)] max-xl:text-[3.25rem] phone:text-[2.5rem]',
    'text-[min(3.9rem,6.6vh)] max-xl:text-[2.6rem] phone:text-[2rem]',
    'text-[min(3rem,5.2vh)] max-xl:text-[2.1rem] phone:text-[1.6rem]',
  ],
  large: ['text-[6rem]', 'text-[4.9rem]', 'text-[3.9rem]'],
} as const;

const wordLength = 18;
const phraseLength = 56;

export const isPhrase = (text: string): boolean => text.length > wordLength;

/**
 * What the hands do: the largest text of the page.
 *
 * @param crowded Others stand beside it, and some of them are more than a word: it gets smaller letters.
 */
export function LargeText({
  large,
  crowded = false,
  marker,
  muted = false,
  children,
}: {
  readonly large: boolean;
  readonly crowded?: boolean;
  /** For tests: what it says. */
  readonly marker?: 'next' | 'act' | 'said';
  readonly muted?: boolean;
  readonly children: string;
}): ReactNode {
  const [word, phrase, sentence] = sizes[large ? 'large' : 'normal'];
  const roomy = isPhrase(children) ? phrase : word;
  const size = crowded || children.length > phraseLength ? sentence : roomy;
  return (
    <p
      data-large={marker ?? ''}
      className={classNames(
        'hyphens-auto text-balance break-words font-bold leading-[1.08] tracking-tight',
        size,
        muted && 'text-muted',
      )}
    >
      {children}
    </p>
  );
}
