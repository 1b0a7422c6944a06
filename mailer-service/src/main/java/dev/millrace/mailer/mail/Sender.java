package dev.millrace.mailer.mail;

/** Whom mails come from: name and address of the shop, its postal address and its web address. */
public record Sender(String name, String address, String postalAddress, String url) {

    public Sender {
        if (!address.matches("[^@\\s<>]+@[^@\\s<>]+\\.?[^@\\s<>]*")) {
            throw new IllegalArgumentException("millrace.shop.sender is a mail address, not: " + address);
        }
    }

    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
