import { CURRENCY } from './products.js';
import { element, emptyCart, lines, money, readCart, total } from './shop.js';

const cart = readCart();
const order = {
  order_id: 'order-' + Date.now().toString(36),
  cart_id: cart.id,
  total: total(cart),
  currency: CURRENCY,
  products: lines(cart),
};
document.getElementById('order').append(
  element('p', {}, order.products.map((line) => line.quantity + ' × ' + line.name).join(', ') || 'Your cart is empty.'),
  element('p', { class: 'price' }, money(order.total)),
);
millrace.checkoutStarted(order);

document.getElementById('checkout').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const email = form.get('email');
  millrace.identify({ email, firstName: form.get('firstName') });
  if (form.get('news')) {
    const wording = document.getElementById('wording').textContent;
    await millrace.subscribe({ email, wording, source: 'checkout', version: '1' });
  }
  millrace.paymentInfoEntered({ order_id: order.order_id, payment_method: form.get('payment') });
  millrace.orderCompleted(order);
  emptyCart();
  location.href = '/thanks';
});
