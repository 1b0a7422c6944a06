/*
 * The pop-up as people meet it: a modal dialog in a shadow tree, so that neither the shop's styles nor its names get in.
 * Texts are set as text. Focus stays inside and goes back to where it was; Escape closes.
 */
import { STYLE } from './popup-style.js';

const HOST = 'millrace-popup';

export function openDialog(window, popup, texts, answers) {
  const { document } = window;
  const host = document.createElement(HOST);
  const root = host.attachShadow({ mode: 'open' });
  const before = document.activeElement;
  let subscribed = false;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children.filter((child) => child != null));
    return made;
  }

  function dress() {
    try {
      const sheet = new window.CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (e) {
      root.append(element('style', {}, STYLE));
    }
  }

  const title = element('h2', { id: 'title', part: 'title', tabindex: '-1' }, texts.title);
  const body = element('p', { id: 'body', part: 'body' }, texts.body);
  const email = element('input', {
    id: 'email', type: 'email', name: 'email', autocomplete: 'email', required: '', maxlength: '254', part: 'email',
  });
  const permission = element('input', { id: 'permission', type: 'checkbox', required: '', part: 'permission' });
  const error = element('p', { id: 'error', class: 'error', role: 'alert', part: 'error' });
  const submit = element('button', { class: 'main', type: 'submit', part: 'button' }, texts.button);
  const decline = element('button', { class: 'decline', type: 'button', part: 'decline' }, texts.decline);
  const close = element('button', { class: 'close', type: 'button', 'aria-label': texts.close, part: 'close' }, '×');
  const privacy =
    texts.privacyUrl &&
    element(
      'p',
      { class: 'privacy' },
      element('a', { id: 'privacy', href: texts.privacyUrl, target: '_blank', rel: 'noopener' }, texts.privacy),
    );
  const form = element(
    'form',
    { novalidate: '' },
    element('label', { for: 'email' }, texts.email),
    email,
    element('label', { class: 'permission', for: 'permission' }, permission, element('span', {}, texts.wording)),
    error,
    submit,
    decline,
    privacy,
  );
  const dialog = element(
    'dialog',
    { 'aria-modal': 'true', 'aria-labelledby': 'title', 'aria-describedby': 'body', lang: texts.language, part: 'dialog' },
    title,
    body,
    form,
    close,
  );

  /** The backdrop belongs to the dialog, and so does the space around its contents: only the place tells them apart. */
  function isBeside({ target, clientX, clientY }) {
    const box = dialog.getBoundingClientRect();
    return target === dialog && (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom);
  }

  function end() {
    if (dialog.open) {
      dialog.close();
    }
  }

  /** A modal dialog keeps focus from the page; this keeps it from the browser's bar, too. */
  function keepFocus(event) {
    const stops = [...dialog.querySelectorAll('input,button,a[href]')];
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const from = root.activeElement;
    if (event.shiftKey ? from === first || !stops.includes(from) : from === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  function fail(field, message) {
    error.textContent = message;
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', 'error');
    field.focus();
  }

  function thank() {
    title.textContent = texts.thanksTitle;
    body.textContent = texts.thanks;
    const done = element('button', { class: 'main', type: 'button', part: 'button' }, texts.done);
    done.addEventListener('click', end);
    const code = texts.code && element('p', {}, element('span', { class: 'code', part: 'code' }, texts.code));
    form.replaceWith(...[code, done].filter(Boolean));
    title.focus();
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    [email, permission].forEach((field) => field.removeAttribute('aria-invalid'));
    error.textContent = '';
    if (!email.value.trim() || !email.checkValidity()) {
      return fail(email, texts.emailError);
    }
    if (!permission.checked) {
      return fail(permission, texts.wordingError);
    }
    submit.disabled = true;
    try {
      await answers.subscribe(email.value.trim());
      subscribed = true;
      return thank();
    } catch (e) {
      submit.disabled = false;
      return fail(submit, texts.sendError);
    }
  });
  decline.addEventListener('click', end);
  close.addEventListener('click', end);
  dialog.addEventListener('keydown', (event) => event.key === 'Tab' && keepFocus(event));
  let pressedBeside = false; // a selection of text may end beside
  dialog.addEventListener('mousedown', (event) => {
    pressedBeside = isBeside(event);
  });
  dialog.addEventListener('click', (event) => pressedBeside && isBeside(event) && end());
  dialog.addEventListener('close', () => {
    host.remove();
    if (before && before.focus) {
      before.focus();
    }
    answers.closed(subscribed);
  });

  dress();
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
  title.focus();
}
