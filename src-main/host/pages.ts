// The few pages that the host writes itself: the login, and what to do when there is nothing else to show.

const texts = {
  en: {
    login: 'Log in',
    password: 'Password',
    enter: 'Enter',
    wrongPassword: 'This is not the password.',
    tooOften: 'Too many attempts. Wait {seconds} s.',
    tokenTitle: 'This station does not know you',
    token:
      'Open the address that the program printed when it was started; it ends in ?token= and some letters.',
    screensTitle: 'The screens are not built',
    screens:
      'Run scripts/setup.sh in the folder of Stepwatch, then load this page again. The station itself runs.',
    nothingTitle: 'Nothing is here',
    nothing: 'The station is at the address without anything after the slash.',
  },
  es: {
    login: 'Iniciar sesión',
    password: 'Contraseña',
    enter: 'Entrar',
    wrongPassword: 'Esta no es la contraseña.',
    tooOften: 'Demasiados intentos. Espere {seconds} s.',
    tokenTitle: 'Esta estación no le conoce',
    token: 'Abra la dirección que el programa mostró al iniciarse; termina en ?token= y unas letras.',
    screensTitle: 'Las pantallas no están compiladas',
    screens:
      'Ejecute scripts/setup.sh en la carpeta de Stepwatch y vuelva a cargar esta página. La estación funciona.',
    nothingTitle: 'Aquí no hay nada',
    nothing: 'La estación está en la dirección sin nada después de la barra.',
  },
} as const;

type Language = keyof typeof texts;
type TextKey = keyof (typeof texts)['en'];

/** From the header `Accept-Language`: the language that comes first, if it is spoken here. */
export function languageOf(header: string | undefined): Language {
  return /^\s*es\b/i.test(header ?? '') ? 'es' : 'en';
}

/** @param problem Of the attempt before; null on the first visit. */
export function loginPage(
  language: Language,
  problem: 'wrongPassword' | { readonly waitSeconds: number } | null,
): string {
  const say = texts[language];
  let alert = '';
  if (problem !== null) {
    const text =
      problem === 'wrongPassword'
        ? say.wrongPassword
        : say.tooOften.replace('{seconds}', String(problem.waitSeconds));
    alert = `<p role="alert">${text}</p>`;
  }
  return page(
    language,
    say.login,
    `<form method="post" action="/login">${alert}
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button>${say.enter}</button></form>`,
  );
}

export function messagePage(language: Language, what: 'token' | 'screens' | 'nothing'): string {
  const say: Readonly<Record<TextKey, string>> = texts[language];
  return page(language, say[`${what}Title`], `<p>${say[what]}</p>`);
}

function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title} · Stepwatch</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/login.css"></head>
<body><main><h1>${title}</h1>
${body}</main></body></html>
`;
}

export const pageStyle = `:root { color-scheme: dark light; font: 18px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, calc(100vw - 3rem)); }
h1 { font-size: 1.5rem; }
form { display: grid; gap: 0.75rem; }
input, button { font: inherit; min-height: 48px; padding: 0 0.75rem; box-sizing: border-box; width: 100%; }
[role="alert"] { margin: 0; font-weight: 600; }
[role="alert"]::before { content: "⚠ "; }
`;
