/*
 * When the pop-up comes: on the first visit, after a while, after some scrolling, or when the pointer leaves for the
 * browser's bar; whatever comes first.
 */
const VISIT = 'visit';
const VISIT_ENDS_AFTER = 30 * 60 * 1000;

/** True on the pages of the first visit; a visit ends with half an hour without a page. */
export function isFirstVisit(storage, now) {
  const before = storage.get(VISIT) || { number: 1, at: now() };
  const number = before.number + (now() - before.at > VISIT_ENDS_AFTER ? 1 : 0);
  storage.set(VISIT, { number, at: now() });
  return number === 1;
}

function scrolledPercent(window) {
  const { documentElement } = window.document;
  const hidden = documentElement.scrollHeight - window.innerHeight;
  return hidden > 0 ? (100 * window.scrollY) / hidden : 0;
}

/** Calls once, as soon as the first condition holds. */
export function whenDue(window, rule, call) {
  const ends = [];
  const due = () => {
    ends.splice(0).forEach((end) => end());
    call();
  };
  const listen = (target, type, holds) => {
    const listener = (event) => holds(event) && due();
    target.addEventListener(type, listener, { passive: true });
    ends.push(() => target.removeEventListener(type, listener));
  };
  if (rule.delaySeconds != null) {
    const timer = window.setTimeout(due, rule.delaySeconds * 1000);
    ends.push(() => window.clearTimeout(timer));
  }
  if (rule.scrollPercent != null) {
    listen(window, 'scroll', () => scrolledPercent(window) >= rule.scrollPercent);
  }
  if (rule.exitIntent) {
    listen(window.document, 'mouseout', (event) => !event.relatedTarget && event.clientY <= 0);
  }
}
