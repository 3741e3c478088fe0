// What the entry puts together.
export { connectPlant } from './data/plant-connection.ts';
export { PlantProvider } from './data/plant-context.tsx';
export { PlantApp } from './plant-app.tsx';
