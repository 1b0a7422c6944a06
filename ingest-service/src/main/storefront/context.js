/*
 * Where the visitor is when something happens: page, campaign, language, time zone. A cart's token never leaves the page:
 * whoever has it can see the cart.
 */
import { VERSION } from './version.js';
import { CART_PARAMETER } from './cart.js';

const MAX_LENGTH = 1000;

function cut(text) {
  return String(text || '').slice(0, MAX_LENGTH);
}

function withoutToken(address) {
  try {
    const url = new URL(address);
    url.searchParams.delete(CART_PARAMETER);
    return cut(url.href);
  } catch (e) {
    return '';
  }
}

function campaign(search) {
  const found = {};
  search.forEach((value, name) => {
    const match = /^utm_(\w+)$/.exec(name);
    if (match && value) {
      found[match[1] === 'campaign' ? 'name' : match[1]] = cut(value);
    }
  });
  return found;
}

export function page(window) {
  const { document } = window;
  const url = withoutToken(window.location.href);
  return {
    path: cut(window.location.pathname),
    referrer: withoutToken(document.referrer),
    search: url.includes('?') ? url.slice(url.indexOf('?')).replace(/#.*/, '') : '',
    title: cut(document.title),
    url,
  };
}

export function context(window) {
  const found = {
    library: { name: 'millrace.js', version: VERSION },
    locale: window.navigator.language,
    page: page(window),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: cut(window.navigator.userAgent),
  };
  const utm = campaign(new URLSearchParams(window.location.search));
  if (Object.keys(utm).length) {
    found.campaign = utm;
  }
  return found;
}
