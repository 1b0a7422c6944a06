/*
 * Whether the visitor may be followed. Where consent is required, or the browser sends Global Privacy Control, nothing is
 * stored or sent before the visitor said yes on this site; elsewhere until they say no.
 */
const KEY = 'consent';

export function createConsent(window, options, storage) {
  const mustAsk = !!options.requireConsent || window.navigator.globalPrivacyControl === true;

  function said() {
    return storage.get(KEY); // true, false, or null while nothing was said
  }

  return {
    given() {
      return said() === true || (said() === null && !mustAsk);
    },

    /** Still to be asked: calls wait in memory. */
    open() {
      return mustAsk && said() === null;
    },

    grant() {
      storage.allow();
      storage.set(KEY, true);
    },

    refuse() {
      storage.forbid();
      storage.keepRefusal(KEY, false, !mustAsk);
    },
  };
}
