package dev.millrace.benchmarks.trigger;

import dev.millrace.contract.Topics;
import java.nio.file.Path;

/** One installation: its topics, its database, and where its processes may write. */
record Site(Place place, String name, Topics topics, Database database) {

    String prefix() {
        return name + ".";
    }

    Path file(String of) {
        return place.folder().resolve(name + "-" + of);
    }
}
