package dev.millrace.quickstart.platform;

import dev.millrace.backing.FreePorts;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/**
 * Gives everybody the port they want, or a free one when somebody else has it, and says so. No port is given twice.
 */
final class PortChoice {

    private final IntPredicate isFree;
    private final IntSupplier anyFree;
    private final Consumer<String> notice;
    private final Set<Integer> given = new HashSet<>();

    PortChoice(Consumer<String> notice) {
        this(FreePorts::isFree, () -> FreePorts.find(1).get(0), notice);
    }

    PortChoice(IntPredicate isFree, IntSupplier anyFree, Consumer<String> notice) {
        this.isFree = isFree;
        this.anyFree = anyFree;
        this.notice = notice;
    }

    /** @param wanted 0 for any free port */
    int choose(String who, int wanted) {
        if (wanted != 0 && isFree.test(wanted) && given.add(wanted)) {
            return wanted;
        }
        int free = anyFree.getAsInt();
        while (!given.add(free)) {
            free = anyFree.getAsInt();
        }
        if (wanted != 0) {
            notice.accept("port " + wanted + " is taken, so " + who + " gets port " + free);
        }
        return free;
    }
}
