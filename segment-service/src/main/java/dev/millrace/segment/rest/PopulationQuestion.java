package dev.millrace.segment.rest;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.PublishedFigures;
import dev.millrace.segment.query.Question;
import java.util.List;
import java.util.Set;

/** The figures of the whole base that rules can ask for: every partition has them all. */
record PopulationQuestion(Topics topics) implements Question<PopulationQuestion.Told> {

    static final String PATH = "/api/partitions/population";

    public record Told(List<PopulationFigure> figures) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        return new Told(new PublishedFigures(partitions.get(0), topics).figures());
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
