// Which page is shown while a station is new. Pure.
import type { Role } from '../../src-inference/contract/index.ts';
import type { FramedPage, PageName } from './route.ts';

/**
 * A new station begins with the first steps, for whoever may change its settings. Other pages can be opened meanwhile: a model
 * that cannot be loaded is changed in Setup.
 *
 * @param wanted By the address.
 * @param isSetUp Whether somebody has finished or skipped the first steps.
 * @param role Null: not known yet.
 */
export function shownPage(
  wanted: FramedPage,
  isSetUp: boolean,
  role: Role | null,
): PageName | 'first-steps' | 'beingSetUp' {
  const isViewer = role === 'viewer';
  if (wanted !== 'live' && wanted !== 'first-steps') return wanted;
  if (!isSetUp) return isViewer ? 'beingSetUp' : 'first-steps';
  return isViewer ? 'live' : wanted;
}
