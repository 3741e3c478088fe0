// What pages may import of the frame around them.
export { openPage, type PageName, pageNames, useRoute } from './route.ts';
