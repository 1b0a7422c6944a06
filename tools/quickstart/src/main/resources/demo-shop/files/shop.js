/* What all pages share: the cart of this browser, money, the footer's link. */
import { CURRENCY, find, properties } from './products.js';

const CART = 'demo.cart';

export const money = (amount) => new Intl.NumberFormat('en-IE', { style: 'currency', currency: CURRENCY }).format(amount);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

export function readCart() {
  return JSON.parse(localStorage.getItem(CART)) || { id: 'cart-' + Date.now().toString(36), lines: {} };
}

export function saveCart(cart) {
  localStorage.setItem(CART, JSON.stringify(cart));
  showCount();
}

export function emptyCart() {
  localStorage.removeItem(CART);
  showCount();
}

export const lines = (cart) =>
  Object.entries(cart.lines).flatMap(([id, quantity]) => (find(id) ? [properties(find(id), quantity)] : []));

export const total = (cart) => lines(cart).reduce((sum, line) => sum + Math.round(line.price * 100) * line.quantity, 0) / 100;

export function add(id, quantity = 1) {
  const cart = readCart();
  cart.lines[id] = (cart.lines[id] || 0) + quantity;
  saveCart(cart);
  millrace.productAdded({ cart_id: cart.id, ...properties(find(id), quantity) });
}

function showCount() {
  const count = Object.values(readCart().lines).reduce((sum, quantity) => sum + quantity, 0);
  document.getElementById('cart-count').textContent = count;
}

document.getElementById('newsletter').addEventListener('click', () => millrace.showPopup());
showCount();
