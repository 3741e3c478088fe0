export const station = {
  title: 'Nombre de la estación',
  hint: 'Cómo llama la gente a este puesto. Se ve en todas las pantallas de la estación y al entrar.',
  name: 'Nombre',
  example: 'Línea 3, puesto 2',
  effect:
    'Se aplica en el momento. No se deja de comprobar. Las conexiones conservan el nombre que tienen: se cambia en cada una, en Conexiones.',
  firstSteps: 'Ver otra vez los primeros pasos',
  firstStepsHint:
    'Del idioma a la primera pieza, página a página, como el primer día. Lo que está configurado se queda hasta que lo cambie.',
} as const;
