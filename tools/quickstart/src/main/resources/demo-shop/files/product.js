import { find, properties, PRODUCTS } from './products.js';
import { add, element, money } from './shop.js';

const one = find(new URLSearchParams(location.search).get('id')) || PRODUCTS[0];
const said = element('p', { role: 'status' });
const button = element('button', { class: 'main', type: 'button', id: 'add' }, 'Add to cart');
button.addEventListener('click', () => {
  add(one.product_id);
  said.replaceChildren('In your cart. ', element('a', { href: '/cart' }, 'See the cart'));
});
document.getElementById('product').append(
  element('img', { src: '/images/' + one.product_id + '.svg', alt: '', width: 480, height: 360 }),
  element('div', {}, element('h1', {}, one.name), element('p', {}, one.text), element('p', { class: 'price' }, money(one.price)), button, said),
);
millrace.productViewed(properties(one));
