// What pages may import of the frame around them.
export { openPage, useRoute } from './route.ts';
