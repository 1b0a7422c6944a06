import { PRODUCTS, properties } from './products.js';
import { element, money } from './shop.js';

document.getElementById('products').append(
  ...PRODUCTS.map((one) => {
    const link = element(
      'a',
      { href: '/product?id=' + one.product_id },
      element('img', { src: '/images/' + one.product_id + '.svg', alt: '', width: 240, height: 180 }),
      element('strong', {}, one.name),
      element('span', {}, money(one.price)),
    );
    link.addEventListener('click', () => millrace.productClicked(properties(one)));
    return element('li', {}, link);
  }),
);
millrace.productListViewed({ list_id: 'all', products: PRODUCTS.map((one) => properties(one)) });
