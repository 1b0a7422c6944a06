package dev.millrace.quickstart.shop;

/** What happened in the shop so far. */
public record ShopFigures(
        long shoppers,
        long events,
        long orders,
        long cartsLeft,
        long mailsOpened,
        long mailsClicked,
        long unsubscribed,
        long sentAgain) {

    @Override
    public String toString() {
        return "shoppers=%d events=%d orders=%d carts-left=%d mails-opened=%d mails-clicked=%d unsubscribed=%d sent-again=%d"
                .formatted(shoppers, events, orders, cartsLeft, mailsOpened, mailsClicked, unsubscribed, sentAgain);
    }
}
