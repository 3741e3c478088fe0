export const project = {
  new: {
    title: 'Enseñe a la estación su propia línea',
    description:
      'De unas pocas grabaciones de un trabajo bien hecho a una estación que lo vigila. Hace falta una cámara, unas diez piezas y una tarde. Nada cambia en la estación hasta que usted lo diga.',
    ways: {
      record:
        'Grabe unas diez piezas, de al menos dos personas. Cada grabación muestra una pieza de principio a fin.',
      label:
        'Diga qué se hace y cuándo, con una tecla para cada acción. Tras las primeras, la estación propone el resto.',
      train: 'La estación aprende de las grabaciones mientras sigue vigilando. La primera red tarda minutos.',
      deploy: 'Usted ve cuántas veces acierta la red y la pone en uso. Una pulsación devuelve la anterior.',
    },
    begin: 'Comenzar un proyecto',
    name: 'Nombre de la línea',
    nameExample: 'Carcasa de bomba, línea 3',
    make: 'Comenzar',
    folder: 'Carpeta: {{folder}}',
  },
  open: {
    button: 'Abrir otro proyecto',
    description: 'Elija la carpeta de un proyecto. Desde ahora la estación enseña con él.',
  },
  labels: {
    title: 'Acciones de la línea',
    description:
      'Lo que hacen las manos, una línea para cada acción. Los nombres cortos se leen mejor. Lo que ninguna acción cubre cuenta como no hacer nada.',
    list: 'Acciones',
    button_one: '{{count}} acción',
    button_other: '{{count}} acciones',
    add: 'Añadir una acción',
    example: 'Colocar la tapa',
    unnamed: 'acción {{place}}',
    titleOf: 'Nombre de la acción {{place}}',
    colorOf: 'Color de {{name}}',
    up: 'Subir {{name}}',
    down: 'Bajar {{name}}',
    remove: 'Quitar {{name}}',
    twice: 'Ya hay otra acción con este nombre.',
  },
  recipe: {
    none: 'Añadir una receta',
    button: 'Receta: {{name}}',
    title: 'Receta de la línea',
    description:
      'Con el orden de los pasos, la estación propone etiquetas para grabaciones enteras y dice cuántas falsas alarmas cabe esperar.',
    example: 'Grabación de una pieza correcta',
    takeOrder: 'Tomar su orden',
    text: 'Receta',
    textHint: 'El mismo lenguaje que en la página Recetas.',
    remove: 'Quitar la receta',
  },
} as const;
