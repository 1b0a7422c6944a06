const product = (product_id, name, category, price, text) => ({ product_id, name, category, price, text });

export const CURRENCY = 'EUR';

export const PRODUCTS = [
  product('flour-spelt-5', 'Spelt flour, 5 kg', 'flour', 14.9, 'Stone-ground, with all of the grain in it.'),
  product('flour-rye-5', 'Rye flour, 5 kg', 'flour', 12.4, 'For sourdough that keeps for a week.'),
  product('oats-rolled-2', 'Rolled oats, 2 kg', 'cereals', 6.8, 'Rolled the day they are packed.'),
  product('bread-basket', 'Bread basket, willow', 'baking', 24, 'The dough rests in it; later the bread does.'),
  product('dough-scraper', 'Dough scraper, beech', 'baking', 9.5, 'Gets the last of the dough out of the bowl.'),
  product('grain-mill', 'Hand grain mill', 'mills', 189, 'Cast iron, steel burrs, and an arm that gets strong.'),
  product('creme-brulee', 'Crème brûlée dishes, set of 4', 'baking', 32, 'For what comes after the bread.'),
];

export const find = (id) => PRODUCTS.find((one) => one.product_id === id);

/** A product as events tell it. */
export const properties = ({ text, ...one }, quantity = 1) => ({
  ...one,
  quantity,
  currency: CURRENCY,
  url: location.origin + '/product?id=' + one.product_id,
  image_url: location.origin + '/images/' + one.product_id + '.svg',
});
