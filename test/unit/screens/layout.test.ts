import { describe, expect, it } from 'vitest';
import { layoutFor } from '../../../src-renderer/ui/layout.ts';

describe('the layout of the live page', () => {
  it.each([
    ['a monitor', 1920, 1080, 'bench'],
    ['a panel PC', 1280, 800, 'bench'],
    ['a small panel', 1024, 768, 'compact'],
    ['a tablet, upright', 768, 1024, 'compact'],
    ['a panel PC with its page enlarged to 125 %', 1024, 640, 'compact'],
    ['a phone', 390, 844, 'phone'],
    ['a phone on its side', 844, 390, 'phone'],
  ] as const)('of %s', (_, width, height, layout) => {
    expect(layoutFor(width, height)).toBe(layout);
  });
});
