package dev.millrace.benchmarks.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request of one event or many, each with its number in its id and with one of many customers. Bytes that differ between
 * requests have fixed places, so that making the next one costs the load next to nothing.
 */
final class Template {

    private static final String ID = "bench-";
    private static final int ID_DIGITS = 16;
    private static final int USER_DIGITS = 6;
    private static final int CUSTOMERS = 100_000;
    private static final int MIX = 0x9E3779B9;
    private static final String EVENT =
            """
            {"messageId":"bench-0000000000000000","type":"track","event":"Product Viewed","userId":"user-000000",\
            "anonymousId":"0c3f7a52-61a4-4b6e-9d53-2f1f6ad2a9a1","timestamp":"2026-03-01T10:00:00.000Z",\
            "properties":{"product_id":"p-1041","sku":"BOOT-41","name":"Hiking boots","category":"shoes","brand":"Alpina",\
            "price":129.90,"currency":"EUR","quantity":1},"context":{"page":{"path":"/p/1041","referrer":\
            "https://search.example/","title":"Hiking boots","url":"https://shop.example/p/1041"},"locale":"de-AT",\
            "timezone":"Europe/Vienna","library":{"name":"analytics.js","version":"3.1.0"}}}""";
    private static final int ID_PLACE = EVENT.indexOf(ID) + ID.length();
    private static final int USER_PLACE = EVENT.indexOf("user-0") + "user-".length();

    private final byte[] bytes;
    private final int[] events;

    private Template(byte[] bytes, int[] events) {
        this.bytes = bytes;
        this.events = events;
    }

    /** One event a request. */
    static Template single(String key) {
        return of("/v1/track", key, EVENT, 1, 0);
    }

    static Template batch(String key, int events) {
        String start = "{\"batch\":[";
        String body = start + (EVENT + ",").repeat(events - 1) + EVENT + "],\"sentAt\":\"2026-03-01T10:00:00.000Z\"}";
        return of("/v1/batch", key, body, events, start.length());
    }

    private static Template of(String path, String key, String body, int events, int first) {
        String head =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n".formatted(path, credentials(key))
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length());
        int[] places = new int[events];
        for (int i = 0; i < events; i++) {
            places[i] = head.length() + first + i * (EVENT.length() + 1);
        }
        return new Template((head + body).getBytes(StandardCharsets.US_ASCII), places);
    }

    private static String credentials(String key) {
        return Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.US_ASCII));
    }

    int events() {
        return events.length;
    }

    ByteBuffer copy() {
        return ByteBuffer.wrap(bytes.clone());
    }

    /** Makes a copy the request of the events that are numbered from {@code first}. */
    void number(ByteBuffer copy, long first) {
        byte[] request = copy.array();
        for (int i = 0; i < events.length; i++) {
            long number = first + i;
            hex(request, events[i] + ID_PLACE, number);
            decimal(request, events[i] + USER_PLACE, Math.floorMod((int) number * MIX, CUSTOMERS));
        }
        copy.clear();
    }

    /** The number in the id that a stored event begins with, or -1 if it is none of these. */
    static long numberIn(byte[] stored) {
        int at = find(stored);
        if (at < 0 || at + ID_DIGITS > stored.length) {
            return -1;
        }
        return Long.parseLong(new String(stored, at, ID_DIGITS, StandardCharsets.US_ASCII), 16);
    }

    private static int find(byte[] stored) {
        for (int at = 0; at + ID.length() <= stored.length; at++) {
            int same = 0;
            while (same < ID.length() && stored[at + same] == ID.charAt(same)) {
                same++;
            }
            if (same == ID.length()) {
                return at + same;
            }
        }
        return -1;
    }

    private static void hex(byte[] to, int place, long number) {
        for (int i = ID_DIGITS - 1, shift = 0; i >= 0; i--, shift += 4) {
            to[place + i] = (byte) Character.forDigit((int) (number >>> shift) & 15, 16);
        }
    }

    private static void decimal(byte[] to, int place, int number) {
        for (int i = USER_DIGITS - 1, rest = number; i >= 0; i--, rest /= 10) {
            to[place + i] = (byte) ('0' + rest % 10);
        }
    }
}
