package dev.millrace.segment.rest;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.Router;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What customers are compared with. */
@Path("/api/population")
@Tag(name = "Segments")
public class PopulationResource {

    private static final int TENTHS = 10;

    /**
     * @param of customers, or intervals between orders, that were counted
     * @param tenths nine values that part those who were counted into tenths; empty for a duration
     */
    public record FigureView(String name, Instant asOf, long of, List<Double> tenths, @Nullable Duration median) {

        static FigureView of(PopulationFigure figure) {
            return new FigureView(figure.name(), figure.asOf(), figure.of(), tenths(figure), figure.median());
        }

        private static List<Double> tenths(PopulationFigure figure) {
            List<Double> tenths = new ArrayList<>();
            int place = 0;
            for (int tenth = 1; tenth < TENTHS && !figure.values().isEmpty(); tenth++) {
                while (figure.atMost().get(place) < (double) tenth / TENTHS) {
                    place++;
                }
                tenths.add(figure.values().get(place));
            }
            return tenths;
        }
    }

    public record FiguresView(List<FigureView> figures) {}

    private final Router router;
    private final Topics topics;

    PopulationResource(Router router, Topics topics) {
        this.router = router;
        this.topics = topics;
    }

    @GET
    @Operation(
            summary = "The figures of the whole base that rules compare a customer with",
            description = "Counted once an hour and published when they have changed enough to matter.")
    public FiguresView get(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        List<PopulationFigure> figures = router.ask(new PopulationQuestion(topics), Set.of(0), authorization)
                .all()
                .get(0)
                .figures();
        return new FiguresView(figures.stream().map(FigureView::of).toList());
    }
}
