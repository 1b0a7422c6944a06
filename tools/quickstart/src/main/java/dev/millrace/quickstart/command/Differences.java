package dev.millrace.quickstart.command;

import java.io.PrintWriter;
import java.util.List;

/** Shows what differs from what is wanted, and makes it so unless that was not asked for. */
final class Differences {

    /** How a command ends that only shows, when something differs. */
    static final int EXIT_CODE = 3;

    private Differences() {}

    /**
     * @param none said when nothing differs; then nothing is applied
     * @return the exit code
     */
    static int settle(PrintWriter out, List<String> differences, boolean dryRun, String none, Runnable apply) {
        differences.forEach(out::println);
        if (differences.isEmpty()) {
            out.println(none);
        } else if (!dryRun) {
            apply.run();
            out.println("Applied.");
        }
        out.flush();
        return dryRun && !differences.isEmpty() ? EXIT_CODE : 0;
    }
}
