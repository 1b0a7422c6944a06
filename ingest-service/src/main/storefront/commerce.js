/*
 * The shop's usual calls by name. Each is a track call under the name that the e-commerce specification has for it.
 */
export const COMMERCE = {
  productsSearched: 'Products Searched',
  productListViewed: 'Product List Viewed',
  productClicked: 'Product Clicked',
  productViewed: 'Product Viewed',
  productShared: 'Product Shared',
  productReviewed: 'Product Reviewed',
  productAddedToWishlist: 'Product Added to Wishlist',
  productRemovedFromWishlist: 'Product Removed from Wishlist',
  promotionViewed: 'Promotion Viewed',
  promotionClicked: 'Promotion Clicked',
  productAdded: 'Product Added',
  productRemoved: 'Product Removed',
  cartViewed: 'Cart Viewed',
  couponApplied: 'Coupon Applied',
  checkoutStarted: 'Checkout Started',
  checkoutStepCompleted: 'Checkout Step Completed',
  paymentInfoEntered: 'Payment Info Entered',
  orderCompleted: 'Order Completed',
};
