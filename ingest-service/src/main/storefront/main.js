/*
 * Entry of /millrace.js: takes the place of the snippet's stand-in and plays what was called until then. Whatever goes wrong
 * inside is written to the console and never reaches the shop's own code.
 */
import { createMillrace } from './millrace.js';

function safe(name, call) {
  return (...args) => {
    try {
      return call(...args);
    } catch (e) {
      window.console.error('millrace.' + name, e);
      return undefined;
    }
  };
}

const standIn = window.millrace;
if (!standIn || standIn.calls) {
  const script = window.document.currentScript;
  const millrace = createMillrace(window, script ? new URL(script.src).origin : '');
  Object.keys(millrace).forEach((name) => {
    if (typeof millrace[name] === 'function') {
      millrace[name] = safe(name, millrace[name]);
    }
  });
  window.millrace = millrace;
  if (standIn) {
    const play = ([name, args, done, at]) => {
      const result = millrace.asOf(at, () => (millrace[name] ? millrace[name](...args) : undefined));
      done(result);
    };
    standIn.calls.forEach(play);
    standIn.calls.push = play; // for whoever kept the stand-in
  }
}
