package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.millrace.mailer.survey.Question;
import dev.millrace.mailer.survey.Survey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** Pages of questions, as they are now. */
@Singleton
public final class Surveys {

    private final Store store;

    Surveys(Store store) {
        this.store = store;
    }

    public Optional<Survey> find(String id) {
        return Optional.ofNullable(store.surveys().find(eq("_id", id)).first()).map(Surveys::read);
    }

    public List<Survey> list() {
        List<Survey> all = new ArrayList<>();
        store.surveys().find().sort(Sorts.ascending("_id")).forEach(document -> all.add(read(document)));
        return all;
    }

    public void save(Survey survey) {
        store.surveys().replaceOne(eq("_id", survey.id()), write(survey), new ReplaceOptions().upsert(true));
    }

    /** @return false if there is none */
    public boolean delete(String id) {
        return store.surveys().deleteOne(eq("_id", id)).getDeletedCount() > 0;
    }

    private static Document write(Survey survey) {
        return new Document("_id", survey.id())
                .append("title", survey.title())
                .append("intro", survey.intro())
                .append("thanks", survey.thanks())
                .append(
                        "questions",
                        survey.questions().stream().map(Surveys::write).toList());
    }

    /** Options are a list of pairs: a value is not fit to be a name in MongoDB. */
    private static Document write(Question question) {
        return new Document("trait", question.trait())
                .append("label", question.label())
                .append("kind", question.kind().name())
                .append(
                        "options",
                        question.options().entrySet().stream()
                                .map(option ->
                                        new Document("value", option.getKey()).append("words", option.getValue()))
                                .toList());
    }

    private static Survey read(Document document) {
        return new Survey(
                document.getString("_id"),
                document.getString("title"),
                document.getString("intro"),
                document.getString("thanks"),
                document.getList("questions", Document.class).stream()
                        .map(Surveys::question)
                        .toList());
    }

    private static Question question(Document document) {
        Map<String, String> options = new LinkedHashMap<>();
        document.getList("options", Document.class)
                .forEach(option -> options.put(option.getString("value"), option.getString("words")));
        return new Question(
                document.getString("trait"),
                document.getString("label"),
                Question.Kind.valueOf(document.getString("kind")),
                options);
    }
}
