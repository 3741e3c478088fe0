// What pageNames may use of the frame around them.
export { openPage, type PageName, pageNames, useRoute } from './route.ts';
