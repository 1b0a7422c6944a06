/*
 * How the pop-up looks unless the shop says otherwise, by custom properties such as --millrace-accent or by ::part().
 */
export const STYLE = `
:host { all: initial }
dialog {
  box-sizing: border-box; width: min(var(--millrace-width, 26rem), calc(100vw - 2rem)); max-height: calc(100vh - 2rem); overflow: auto;
  margin: auto; padding: var(--millrace-padding, 1.75rem); border: var(--millrace-border, 0); border-radius: var(--millrace-radius, 12px);
  background: var(--millrace-background, #fff); color: var(--millrace-color, #1c1c1c);
  font: var(--millrace-font, 16px/1.5 system-ui, sans-serif); box-shadow: 0 1rem 3rem #0005;
}
dialog::backdrop { background: var(--millrace-backdrop, #0008) }
h2 { margin: 0 2rem .5rem 0; font: var(--millrace-title-font, 700 1.4em/1.25 system-ui, sans-serif) }
h2:focus { outline: 0 }
p { margin: 0 0 1rem }
label { display: block; font-weight: 600 }
input[type=email] {
  box-sizing: border-box; width: 100%; min-height: 44px; margin: .25rem 0 1rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--millrace-field, #fff); border: 1px solid var(--millrace-line, #767676); border-radius: 6px;
}
.permission { display: flex; gap: .6rem; align-items: flex-start; margin-bottom: 1rem; font-size: .875em; font-weight: 400 }
.permission input { flex: none; width: 24px; height: 24px; margin: 0; accent-color: var(--millrace-accent, #1f5f4a) }
button { min-height: 44px; font: inherit; cursor: pointer; color: inherit; background: none; border: 0; border-radius: 6px }
.main { width: 100%; font-weight: 600; color: var(--millrace-accent-text, #fff); background: var(--millrace-accent, #1f5f4a) }
.decline { width: 100%; margin-top: .25rem; text-decoration: underline }
.close { position: absolute; top: .5rem; right: .5rem; width: 44px; font-size: 1.5em; line-height: 1 }
.error { color: var(--millrace-error, #b00020); font-weight: 600 }
.error:empty { display: none }
.code { display: inline-block; padding: .4rem .9rem; font: 700 1.25em/1.5 ui-monospace, monospace; border: 2px dashed currentColor; border-radius: 6px; user-select: all }
a { color: inherit }
.privacy { margin: .5rem 0 0; font-size: .875em; text-align: center }
:focus-visible { outline: 3px solid var(--millrace-focus, #1a73e8); outline-offset: 2px }
@media (prefers-reduced-motion: no-preference) {
  dialog { animation: appear .25s ease-out }
  @keyframes appear { from { opacity: 0; transform: translateY(1rem) } }
}`;
