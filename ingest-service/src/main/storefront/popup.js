/*
 * The welcome pop-up: asks the service what to show, waits for its rule, shows it once, and turns the answer into events. It
 * comes by itself only where it may remember that it was closed.
 */
import { isFirstVisit, whenDue } from './popup-rule.js';
import { textsFor } from './popup-texts.js';
import { openDialog } from './popup-dialog.js';

const DONE = 'popup';
const DAY = 24 * 3600 * 1000;

export function createPopup({ window, options, storage, consent, visitor, millrace, now }) {
  let content = null;
  let armed = false;
  let shown = false;

  async function load() {
    if (!content) {
      const answer = await window.fetch(options.host + '/v1/storefront/' + encodeURIComponent(options.writeKey), {
        credentials: 'omit',
      });
      content = answer.ok ? (await answer.json()).popup : null;
    }
    return content;
  }

  function isDone(popup) {
    const done = storage.get(DONE);
    if (!done || done.id !== popup.id) {
      return false;
    }
    const { againAfterDays } = popup.rule;
    return done.subscribed || !againAfterDays || now() < done.at + againAfterDays * DAY;
  }

  function remember(popup, subscribed) {
    if (consent.given()) {
      storage.set(DONE, { id: popup.id, subscribed, at: now() });
    }
  }

  function open(popup) {
    if (shown) {
      return;
    }
    const texts = textsFor(window, popup);
    const name = { popup_id: popup.id };
    openDialog(window, popup, texts, {
      async subscribe(email) {
        await millrace.subscribe({
          email,
          purpose: popup.purpose,
          status: popup.status,
          basis: 'consent',
          source: 'popup:' + popup.id,
          wording: texts.wording,
          version: texts.version,
          language: texts.language,
        });
        remember(popup, true);
      },
      closed(subscribed) {
        shown = false;
        if (!subscribed) {
          remember(popup, false);
          millrace.track('Popup Dismissed', name);
        }
      },
    });
    shown = true;
    millrace.track('Popup Viewed', name);
  }

  return {
    async show() {
      const popup = await load();
      if (popup) {
        open(popup);
      }
      return !!popup;
    },

    /** Waits for the rule; quiet when the service can't be asked, for the shop goes on without a pop-up. */
    async arm() {
      if (armed || options.popup === false || !window.HTMLDialogElement) {
        return;
      }
      armed = true;
      const first = isFirstVisit(storage, now);
      const before = storage.get(DONE);
      if (visitor.isKnown() || (before && before.subscribed)) {
        return;
      }
      let popup = null;
      try {
        popup = await load();
      } catch (e) {
        return;
      }
      if (!popup || isDone(popup) || (popup.rule.firstVisit && !first) || isExcepted(popup)) {
        return;
      }
      whenReadable(() =>
        whenDue(window, popup.rule, () => {
          if (consent.given() && !visitor.isKnown() && !isDone(popup)) {
            open(popup);
          }
        }),
      );
    },
  };

  function whenReadable(call) {
    if (window.document.readyState === 'loading') {
      window.document.addEventListener('DOMContentLoaded', call, { once: true });
    } else {
      call();
    }
  }

  function isExcepted(popup) {
    return (popup.rule.exceptPaths || []).some((path) => window.location.pathname.startsWith(path));
  }
}
