/*
 * Brings the queue to the service: at once, again after what it asks for (Retry-After) or with growing pauses, as soon as
 * the browser is online, and by beacon when the page goes. Only an answer takes an event out of the queue. A body is sent
 * as text, with the key inside, so that the browser needs no preflight.
 */
const MAX_EVENTS = 50;
const MAX_BYTES = 56000; // browsers send at most 64 KB for a page that goes
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60000;
const RETRY_AT = 'retryAt';

export function createSender(window, options, storage, queue, now) {
  let timer = null;
  let failures = 0;
  let maxEvents = MAX_EVENTS;
  const underWay = new Set();

  function body(entries) {
    const batch = entries.map((entry) => entry.event);
    return JSON.stringify({ writeKey: options.writeKey, sentAt: new Date(now()).toISOString(), batch });
  }

  function later(pause) {
    window.clearTimeout(timer);
    timer = window.setTimeout(flush, pause);
  }

  function waitAfterFailure(answer) {
    const asked = answer ? parseInt(answer.headers.get('Retry-After'), 10) * 1000 : NaN;
    const grown = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.5 + Math.random() / 2);
    const pause = asked >= 0 ? Math.min(asked, 10 * LONGEST_PAUSE) : grown;
    failures = Math.min(failures + 1, 10);
    storage.set(RETRY_AT, now() + pause);
    later(pause);
  }

  function settle(entries, answer) {
    if (answer && answer.status === 413 && entries.length > 1) {
      maxEvents = Math.ceil(entries.length / 2);
    } else if (answer && (answer.ok || answer.status === 400 || answer.status === 413)) {
      queue.remove(entries);
      maxEvents = MAX_EVENTS;
    } else {
      return waitAfterFailure(answer);
    }
    failures = 0;
    storage.remove(RETRY_AT);
    return later(0);
  }

  function post(entries) {
    return window.fetch(options.host + '/v1/batch', {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: body(entries),
      keepalive: true,
      credentials: 'omit',
    });
  }

  async function send() {
    const entries = queue.next(maxEvents, MAX_BYTES, underWay);
    if (!entries.length) {
      return;
    }
    entries.forEach((entry) => underWay.add(entry.key));
    let answer = null;
    try {
      answer = await post(entries);
    } catch (e) {
      // no answer: offline, or the service is away
    }
    entries.forEach((entry) => underWay.delete(entry.key));
    settle(entries, answer);
  }

  function mustWait() {
    return Math.max(0, (storage.get(RETRY_AT) || 0) - now());
  }

  function flush() {
    const wait = mustWait();
    if (wait) {
      later(wait);
    } else if (!underWay.size) {
      const { locks } = window.navigator;
      // one tab at a time, or all would send the same
      if (locks) {
        locks.request('millrace', { ifAvailable: true }, (lock) => (lock ? send() : later(FIRST_PAUSE))).catch(send);
      } else {
        send();
      }
    }
  }

  /** The page may end now. What is sent stays queued: nobody hears whether a beacon arrived. */
  function beacon() {
    const sent = new Set(underWay);
    while (!mustWait()) {
      const entries = queue.next(MAX_EVENTS, MAX_BYTES, sent);
      const address = options.host + '/beacon/v1/batch?writeKey=' + encodeURIComponent(options.writeKey);
      if (!entries.length || !window.navigator.sendBeacon(address, body(entries))) {
        return;
      }
      entries.forEach((entry) => sent.add(entry.key));
    }
  }

  return {
    flush,

    /** Sends these past the queue, leaving nothing in the browser; fails when they can't be stored now. */
    async now(events) {
      const answer = await post(events.map((event) => ({ event })));
      if (!answer.ok) {
        throw new Error('not stored, status ' + answer.status);
      }
      const { refused } = await answer.json();
      if (refused && refused.length) {
        throw new Error('refused: ' + refused[0].reason);
      }
    },

    soon: () => later(50),
    beacon,
    online() {
      storage.remove(RETRY_AT);
      flush();
    },
  };
}
