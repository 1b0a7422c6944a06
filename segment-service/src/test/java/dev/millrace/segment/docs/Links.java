package dev.millrace.segment.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The links of a page, to its own headings and to other files. */
final class Links {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private Links() {}

    static List<String> broken(Document document) {
        Set<String> headings = document.lines().stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> "#" + anchor(line.replaceFirst("#+ ", "")))
                .collect(Collectors.toSet());
        Path folder = Objects.requireNonNull(document.file().getParent());
        return LINK.matcher(document.text())
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !target.contains("://"))
                .filter(target -> target.startsWith("#")
                        ? !headings.contains(target)
                        : !Files.exists(folder.resolve(target.split("#", 2)[0])))
                .toList();
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
