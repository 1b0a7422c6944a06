package dev.millrace.quickstart.history;

import java.io.IOException;

/** Makes items of rows, the same items in the same order each time the same file is read in the same way. */
interface Assembler {

    /** What became of the rows. */
    interface Output {

        void item(Item item) throws IOException, InterruptedException;

        void skip(Row row, String reason) throws IOException;
    }

    void row(Row row) throws IOException, InterruptedException;

    /** After the last row. */
    void finish() throws IOException, InterruptedException;
}
