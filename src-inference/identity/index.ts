export { PinLimiter } from './pin-limiter.ts';
export { readCode } from './scanned-code.ts';
export { recipeOfVariant } from './variants.ts';
export { visibleText } from './visible-text.ts';
