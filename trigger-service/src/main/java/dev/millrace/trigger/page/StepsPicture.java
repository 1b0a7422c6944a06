package dev.millrace.trigger.page;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The steps of a campaign as a picture: from top to bottom, ways side by side. All measures are in the units of the picture.
 *
 * @param text the same in words, for those who can't see it
 */
public record StepsPicture(int width, int height, List<Box> boxes, List<Line> lines, String text) {

    static final int BOX_WIDTH = 250;
    static final int BOX_HEIGHT = 60;
    private static final int COLUMN = BOX_WIDTH + 26;
    private static final int GAP = 40;
    private static final int TURN = 16;
    private static final int LINE_HEIGHT = 17;
    private static final int LETTERS = 35;
    private static final int MOST_LINES = 2;

    /**
     * A step; {@code x} and {@code y} are of its upper left corner.
     *
     * @param kind for its looks: start, send, way, wait, other or end
     * @param note what would happen there; empty if nothing is known
     */
    public record Box(int x, int y, String kind, String step, String words, String note) {

        /** In lines that fit, the last of them cut short if they don't. */
        public List<Text> texts() {
            List<Text> texts = new ArrayList<>();
            List<String> lines = lines(words, note.isEmpty() ? MOST_LINES + 1 : MOST_LINES);
            int first = y + (BOX_HEIGHT - (lines.size() + (note.isEmpty() ? 0 : 1)) * LINE_HEIGHT) / 2 + 13;
            for (String line : lines) {
                texts.add(new Text(centre(), first + texts.size() * LINE_HEIGHT, line, false));
            }
            if (!note.isEmpty()) {
                texts.add(new Text(centre(), first + texts.size() * LINE_HEIGHT, cut(note), true));
            }
            return texts;
        }

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return BOX_HEIGHT;
        }

        private int centre() {
            return x + BOX_WIDTH / 2;
        }
    }

    /** Centred at {@code x}; {@code y} is where its letters stand. */
    public record Text(int x, int y, String text, boolean note) {}

    /** Leads from a box to the next one. {@code path} is an SVG path; {@code label} names the way, if there are several. */
    public record Line(String path, String label, int labelX, int labelY) {}

    public StepsPicture {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /**
     * @param notes what would happen, by step
     * @param ways how many would go which way, by step and way such as {@code if-2.then}; a way that is not there has no number
     */
    static StepsPicture of(Campaign campaign, Map<String, String> notes, Map<String, Long> ways) {
        return new Drawing(notes, ways).draw(campaign);
    }

    /** What leads on from what is drawn already: the corners of the line so far. */
    private record Loose(List<int[]> corners, String label, int labelX, int labelY) {

        int[] last() {
            return corners.get(corners.size() - 1);
        }
    }

    private record Way(String name, List<Step> steps) {}

    private static final class Drawing {

        private final Map<String, String> notes;
        private final Map<String, Long> counts;
        private final List<Box> boxes = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();

        Drawing(Map<String, String> notes, Map<String, Long> counts) {
            this.notes = notes;
            this.counts = counts;
        }

        StepsPicture draw(Campaign campaign) {
            int width = columns(campaign.steps()) * COLUMN;
            Loose start = box(
                    width / 2,
                    0,
                    "start",
                    "start",
                    StepWords.of(campaign.start().on()));
            List<Loose> ends = place(campaign.steps(), 0, width, List.of(start));
            Loose end = join(ends, width / 2, "end", "end", "End");
            int height = end.last()[1] + 1;
            String text = boxes.stream().map(Drawing::inWords).collect(Collectors.joining(". ", "", "."));
            return new StepsPicture(width, height, boxes, lines, text);
        }

        private static String inWords(Box box) {
            return box.step() + ": " + box.words() + (box.note().isEmpty() ? "" : " (" + box.note() + ")");
        }

        /** Draws steps below each other, in the middle of a strip; returns what leads on from them. */
        private List<Loose> place(List<Step> steps, int x, int width, List<Loose> from) {
            List<Loose> loose = from;
            for (Step step : steps) {
                Loose below = join(loose, x + width / 2, kind(step), step.name(), StepWords.of(step));
                List<Way> ways = ways(step);
                loose = ways.isEmpty() ? List.of(below) : part(step, ways, x, width, below);
            }
            return loose;
        }

        private List<Loose> part(Step step, List<Way> ways, int x, int width, Loose from) {
            List<Loose> loose = new ArrayList<>();
            int used =
                    ways.stream().mapToInt(way -> columns(way.steps()) * COLUMN).sum();
            int left = x + (width - used) / 2;
            for (Way way : ways) {
                int wide = columns(way.steps()) * COLUMN;
                int middle = left + wide / 2;
                int turn = from.last()[1] + TURN;
                List<int[]> corners = new ArrayList<>(from.corners());
                corners.add(new int[] {from.last()[0], turn});
                corners.add(new int[] {middle, turn});
                Long count = counts.get(step.name() + "." + way.name());
                String label = way.name() + (count == null ? "" : " (" + count + ")");
                loose.addAll(place(way.steps(), left, wide, List.of(new Loose(corners, label, middle + 6, turn + 14))));
                left += wide;
            }
            return loose;
        }

        /** Draws a box below all that leads to it. */
        private Loose join(List<Loose> from, int middle, String kind, String step, String words) {
            int y = from.stream().mapToInt(one -> one.last()[1]).max().orElse(0) + GAP;
            from.forEach(one -> lines.add(line(one, middle, y)));
            return box(middle, y, kind, step, words);
        }

        private Loose box(int middle, int y, String kind, String step, String words) {
            boxes.add(new Box(middle - BOX_WIDTH / 2, y, kind, step, words, notes.getOrDefault(step, "")));
            return new Loose(List.of(new int[] {middle, y + BOX_HEIGHT}), "", 0, 0);
        }

        private static Line line(Loose from, int middle, int y) {
            List<int[]> corners = new ArrayList<>(from.corners());
            if (from.last()[0] != middle) {
                corners.add(new int[] {from.last()[0], y - TURN});
                corners.add(new int[] {middle, y - TURN});
            }
            corners.add(new int[] {middle, y});
            String path = corners.stream()
                    .map(corner -> corner[0] + " " + corner[1])
                    .collect(Collectors.joining(" L ", "M ", ""));
            return new Line(path, from.label(), from.labelX(), from.labelY());
        }

        private static int columns(List<Step> steps) {
            return steps.stream()
                    .mapToInt(step -> ways(step).stream()
                            .mapToInt(way -> columns(way.steps()))
                            .sum())
                    .map(columns -> Math.max(1, columns))
                    .max()
                    .orElse(1);
        }
    }

    private static List<Way> ways(Step step) {
        if (step instanceof Step.If condition) {
            return List.of(new Way("then", condition.then()), new Way("else", condition.otherwise()));
        }
        if (step instanceof Step.WaitFor waitFor
                && !(waitFor.then().isEmpty() && waitFor.otherwise().isEmpty())) {
            return List.of(new Way("then", waitFor.then()), new Way("else", waitFor.otherwise()));
        }
        if (step instanceof Step.Coupon coupon
                && coupon.otherwise() != null
                && !coupon.otherwise().isEmpty()) {
            return List.of(new Way("a code", List.of()), new Way("else", coupon.otherwise()));
        }
        if (step instanceof Step.Points points && points.otherwise() != null) {
            return List.of(new Way("enough", List.of()), new Way("else", points.otherwise()));
        }
        if (step instanceof Step.Split split) {
            List<Way> ways = new ArrayList<>();
            split.ways().forEach(way -> ways.add(new Way(Integer.toString(ways.size() + 1), way.steps())));
            return ways;
        }
        return List.of();
    }

    private static String kind(Step step) {
        if (step instanceof Step.Send) {
            return "send";
        }
        if (step instanceof Step.Wait || step instanceof Step.WaitFor) {
            return "wait";
        }
        return step instanceof Step.If || step instanceof Step.Split ? "way" : "other";
    }

    private static List<String> lines(String words, int most) {
        List<String> lines = new ArrayList<>();
        String rest = words;
        while (rest.length() > LETTERS && lines.size() < most - 1) {
            int end = rest.lastIndexOf(' ', LETTERS);
            int cut = end <= 0 ? LETTERS : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        lines.add(cut(rest));
        return lines;
    }

    private static String cut(String text) {
        return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 1) + "…";
    }
}
