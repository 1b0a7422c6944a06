package dev.millrace.mailer.mongo;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.TemplateSource;
import dev.millrace.mailer.template.Variant;
import dev.millrace.mailer.template.Variants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** How a version of a template is written down. Variants are a list, each with its name and what it was compiled to. */
final class TemplateDocuments {

    private TemplateDocuments() {}

    static Document write(StoredTemplate template) {
        TemplateSource source = template.source();
        return new Document("_id", source.id())
                .append("version", template.version())
                .append("name", source.name())
                .append("messageClass", source.messageClass().name())
                .append("subject", source.subject())
                .append("preheader", source.preheader())
                .append("mjml", source.mjml())
                .append("text", source.text())
                .append("missing", source.missing().name())
                .append("compiled", write(template.compiled()))
                .append("variants", variants(template))
                .append("updatedAt", Store.date(template.updatedAt()));
    }

    static StoredTemplate read(Document document) {
        Map<String, Variant> variants = new HashMap<>();
        Map<String, CompiledTemplate> compiled = new HashMap<>();
        for (Document variant : document.getList("variants", Document.class, List.of())) {
            String name = variant.getString("name");
            variants.put(
                    name,
                    new Variant(
                            variant.getString("subject"),
                            variant.getString("preheader"),
                            variant.getInteger("weight")));
            compiled.put(name, compiled(variant.get("compiled", Document.class)));
        }
        return new StoredTemplate(
                new TemplateSource(
                        document.get("template", document.getString("_id")),
                        document.getString("name"),
                        MessageClass.valueOf(document.getString("messageClass")),
                        document.getString("subject"),
                        document.getString("preheader"),
                        document.getString("mjml"),
                        document.getString("text"),
                        MissingValues.valueOf(document.get("missing", "DEFAULT")),
                        new Variants(variants)),
                document.getInteger("version"),
                compiled(document.get("compiled", Document.class)),
                compiled,
                Store.requireInstant(document, "updatedAt"));
    }

    private static List<Document> variants(StoredTemplate template) {
        List<Document> documents = new ArrayList<>();
        template.source()
                .variants()
                .byName()
                .forEach((name, variant) -> documents.add(new Document("name", name)
                        .append("subject", variant.subject())
                        .append("preheader", variant.preheader())
                        .append("weight", variant.weight())
                        .append("compiled", write(template.compiled(Optional.of(name))))));
        return documents;
    }

    private static Document write(CompiledTemplate compiled) {
        return new Document("subject", compiled.subject())
                .append("html", compiled.html())
                .append("text", compiled.text().orElse(null))
                .append("authorHosts", new ArrayList<>(compiled.authorHosts()))
                .append("locale", compiled.locale());
    }

    private static CompiledTemplate compiled(Document compiled) {
        return new CompiledTemplate(
                compiled.getString("subject"),
                compiled.getString("html"),
                Optional.ofNullable(compiled.getString("text")),
                new HashSet<>(compiled.getList("authorHosts", String.class)),
                compiled.get("locale", "en"));
    }
}
