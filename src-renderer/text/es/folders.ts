export const folders = {
  title: 'Carpetas de la estación',
  top: 'Carpetas que se pueden abrir',
  up: 'Subir',
  take: 'Usar esta carpeta',
  empty: 'Aquí no hay nada que sirva.',
} as const;
