/*
 * A cart that was filled on another device, found again by the signed link in a mail.
 */
export const CART_PARAMETER = 'millrace_cart';

/** The token in the page's address, which is taken out there, so that it is neither copied nor sent on as a referrer. */
export function takeToken(window) {
  const url = new URL(window.location.href);
  const token = url.searchParams.get(CART_PARAMETER);
  if (token) {
    url.searchParams.delete(CART_PARAMETER);
    window.history.replaceState(window.history.state, '', url.href);
  }
  return token;
}

/** The cart as the service tells it, or null when the link is not good (any more). */
export async function fetchCart(window, host, token) {
  if (!token) {
    return null;
  }
  const answer = await window.fetch(host + '/v1/carts/' + encodeURIComponent(token), { credentials: 'omit' });
  if (answer.ok) {
    return answer.json();
  }
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
    return null;
  }
  throw new Error('the cart could not be fetched, status ' + answer.status);
}
