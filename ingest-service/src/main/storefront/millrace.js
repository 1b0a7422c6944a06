/*
 * The SDK's public calls. Everything passes the visitor's consent first; what may pass is made an event, queued and sent.
 */
import { fetchCart, takeToken } from './cart.js';
import { COMMERCE } from './commerce.js';
import { createConsent } from './consent.js';
import { context, page as pageOf } from './context.js';
import { newId } from './ids.js';
import { createPopup } from './popup.js';
import { createQueue } from './queue.js';
import { createSender } from './sender.js';
import { createStorage } from './storage.js';
import { VERSION } from './version.js';
import { createVisitor } from './visitor.js';

/** @param ownHost where this script came from: where events go unless the shop says otherwise */
export function createMillrace(window, ownHost) {
  const now = () => Date.now();
  const storage = createStorage(window);
  const visitor = createVisitor(window, storage);
  const queue = createQueue(storage, now);
  let options = null;
  let consent = null;
  let sender = null;
  let popup = null;
  let calledAt = 0; // when a call was made that waited for this script

  function event(type, fields, traits) {
    const made = { type, messageId: newId(window.crypto), timestamp: new Date(calledAt || now()).toISOString(), ...fields };
    made.context = context(window);
    if (traits) {
      made.context.traits = traits;
    }
    return made;
  }

  /** Queues what the visitor did; drops it once they refused. */
  function follow(type, fields, traits) {
    if (!consent) {
      throw new Error('call millrace.init({writeKey: …}) first');
    }
    if (!consent.given() && !consent.open()) {
      return null;
    }
    const made = { ...event(type, fields, traits), anonymousId: visitor.anonymousId() };
    const userId = visitor.userId();
    if (userId) {
      made.userId = userId;
    }
    return enqueue(made);
  }

  function enqueue(made) {
    queue.add(made);
    if (consent.given()) {
      sender.soon();
    }
    return made.messageId;
  }

  const millrace = {
    version: VERSION,

    init(given) {
      if (options) {
        return;
      }
      if (!given || !given.writeKey) {
        throw new Error('millrace.init needs a writeKey');
      }
      options = { host: ownHost, ...given };
      options.host = options.host.replace(/\/$/, '');
      consent = createConsent(window, options, storage);
      sender = createSender(window, options, storage, queue, now);
      popup = createPopup({ window, options, storage, consent, visitor, millrace, now });
      window.addEventListener('online', () => consent.given() && sender.online());
      window.document.addEventListener('visibilitychange', () => {
        if (consent.given()) {
          (window.document.visibilityState === 'hidden' ? sender.beacon : sender.flush)();
        }
      });
      if (consent.given()) {
        start();
      }
    },

    /** Makes a call as of an earlier moment: for what was called before this script was there. */
    asOf(time, call) {
      calledAt = time;
      try {
        return call();
      } finally {
        calledAt = 0;
      }
    },

    page(name, properties) {
      return follow('page', { name, properties: { ...pageOf(window), ...properties } });
    },

    track(name, properties) {
      return follow('track', { event: name, properties: { ...properties } });
    },

    identify(userId, traits) {
      const [given, known] = userId && typeof userId === 'object' ? [null, userId] : [userId, traits];
      const id = given || given === 0 ? String(given) : null;
      const told = { ...known };
      if (consent.given() || consent.open()) {
        visitor.identify(id, !!(id || told.email || told.phone));
      }
      return follow('identify', { traits: told });
    },

    /** Forgets who the visitor is, as after a sign-out. */
    reset() {
      visitor.reset();
    },

    /** What the visitor said to being followed: true or false. */
    consent(granted) {
      if (granted) {
        consent.grant();
        start();
      } else {
        consent.refuse();
      }
    },

    /** Whether the visitor is followed now. */
    consentGiven() {
      return consent.given();
    },

    /**
     * Permission for messages, with the words that it was given in. It is an explicit act of the visitor: without consent to
     * being followed it is sent all the same, under the address alone.
     */
    async subscribe(permission) {
      const { email, phone, ...words } = permission;
      const traits = email ? { email } : { phone };
      const properties = { channel: email ? 'email' : 'sms', purpose: 'marketing', status: 'subscribed', basis: 'consent', ...words };
      properties.url = pageOf(window).url;
      if (consent.given()) {
        millrace.identify(traits);
        return follow('track', { event: 'Consent Updated', properties }, traits);
      }
      return sender.now([
        event('identify', { traits }),
        event('track', { event: 'Consent Updated', properties }, traits),
      ]);
    },

    anonymousId() {
      return consent.given() ? visitor.anonymousId() : null;
    },

    /** The cart of a signed link; the token is taken from the page's address when none is given. */
    restoreCart(token) {
      return fetchCart(window, options.host, token || takeToken(window));
    },

    /** Shows the pop-up now, whatever its rule says: for a link such as "Newsletter". */
    showPopup() {
      return popup.show();
    },
  };

  function start() {
    storage.allow();
    sender.flush();
    popup.arm();
  }

  Object.keys(COMMERCE).forEach((call) => {
    millrace[call] = (properties) => millrace.track(COMMERCE[call], properties);
  });
  return millrace;
}
