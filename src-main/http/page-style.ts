// The look of the pages that a site itself makes. The built screens are for sessions only, so their colours stand here again
// (src-renderer/theme/theme.css); a test compares them. A browser without a wish gets the dark theme, as the screens do.

export const pageStyle = `:root {
  color-scheme: dark;
  --ground: #0a0d11; --panel: #12171d; --field: #0a0d11; --line: #27303a; --line-strong: #465362;
  --text: #f3f6f9; --muted: #b3bec9; --faint: #8b98a6; --accent: #62b0ff;
  --pass: #4ade8e; --fail: #ff7f7f; --fail-soft: #3b1418; --solid-active: #1b58b0; --on-solid: #ffffff;
}
@media (prefers-color-scheme: light) {
  :root {
    color-scheme: light;
    --ground: #e9edf1; --panel: #ffffff; --field: #ffffff; --line: #d3dae1; --line-strong: #8795a3;
    --text: #0f151b; --muted: #414d59; --faint: #586573; --accent: #0f58b8;
    --pass: #08673a; --fail: #b01522; --fail-soft: #fde5e6;
  }
}
* { box-sizing: border-box; }
html { font-size: clamp(16px, 0.52vw + 6.6px, 30px); }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 1.5rem 1rem;
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.5rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.5 "Inter Variable", Inter, system-ui, sans-serif;
}
header { display: flex; align-items: center; gap: 0.75rem; }
header p { margin: 0; font-size: 1.5rem; font-weight: 700; letter-spacing: -0.02em; }
header svg { width: 2.75rem; height: 2.75rem; }
.done { stroke: var(--pass); }
.open { stroke: var(--faint); }
.tick { stroke: var(--text); }
main {
  width: 100%; max-width: 27rem; padding: 2rem; display: grid; gap: 1.25rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: 0.75rem;
}
main p { margin: 0; color: var(--muted); }
main .name { color: var(--text); font-size: 1.25rem; font-weight: 600; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.02em; }
.name + h1 { margin-top: -1rem; color: var(--muted); font-size: 1rem; font-weight: 500; letter-spacing: 0; }
form { display: grid; gap: 0.75rem; }
label { color: var(--muted); font-size: 0.875rem; font-weight: 500; }
input, button, a { font: inherit; width: 100%; min-height: 3.5rem; border-radius: 0.5rem; }
input {
  margin-top: -0.375rem; padding: 0 1rem;
  background: var(--field); color: var(--text); border: 1px solid var(--line-strong);
}
input[aria-invalid] { border-color: var(--fail); }
button, a {
  display: grid; place-items: center; margin-top: 0.5rem; cursor: pointer; text-decoration: none;
  background: var(--solid-active); color: var(--on-solid); border: 0; font-size: 1.125rem; font-weight: 600;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role="alert"] {
  display: grid; gap: 0.25rem; padding: 1rem 1rem 1rem 3rem; position: relative;
  background: var(--fail-soft); border: 1px solid var(--fail); border-radius: 0.75rem;
}
[role="alert"]::before {
  content: "!"; position: absolute; left: 1rem; top: 1.125rem; width: 1.25rem; height: 1.25rem;
  display: grid; place-items: center; border: 2px solid var(--fail); border-radius: 50%;
  color: var(--fail); font-size: 0.875rem; font-weight: 700;
}
[role="alert"] strong { color: var(--fail); }
[role="alert"] span { color: var(--muted); }
`;
