import { find } from './products.js';
import { element, lines, money, readCart, saveCart, total } from './shop.js';

const place = document.getElementById('cart');

function show() {
  const cart = readCart();
  const rows = lines(cart).map((line) => {
    const remove = element('button', { class: 'link', type: 'button', 'aria-label': 'Remove ' + line.name }, 'Remove');
    remove.addEventListener('click', () => {
      const left = readCart();
      delete left.lines[line.product_id];
      saveCart(left);
      millrace.productRemoved({ cart_id: left.id, ...line });
      show();
    });
    return element('tr', {}, element('td', {}, line.quantity + ' × ' + line.name), element('td', {}, money(line.price * line.quantity)), element('td', {}, remove));
  });
  place.replaceChildren(
    ...(rows.length
      ? [
          element('table', {}, element('tbody', {}, ...rows)),
          element('p', { class: 'price' }, 'Total ' + money(total(cart))),
          element('a', { class: 'main', href: '/checkout' }, 'Checkout'),
        ]
      : [element('p', {}, 'It is empty.'), element('a', { class: 'main', href: '/' }, 'Back to the shop')]),
  );
}

show();
/* The cart of another device, by the link in a mail. */
const restored = await millrace.restoreCart().catch(() => null);
if (restored && restored.products.length) {
  const cart = { id: restored.cart_id || readCart().id, lines: {} };
  restored.products.filter((one) => find(one.product_id)).forEach((one) => {
    cart.lines[one.product_id] = Number(one.quantity) || 1;
  });
  saveCart(cart);
  document.getElementById('restored').textContent = 'Here is the cart that you left.';
  show();
}
const cart = readCart();
millrace.cartViewed({ cart_id: cart.id, products: lines(cart) });
