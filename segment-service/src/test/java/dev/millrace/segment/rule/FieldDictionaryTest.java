package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldDictionaryTest {

    private static final Field SIZE =
            new Field(Field.Scope.TRAIT, "shoe_size", Type.NUMBER, "shoe size", "EU", List.of("41", "42"));

    @Test
    void shouldTypeAndLabelWhatAShopDeclares() {
        FieldDictionary fields = FieldDictionary.standard().with(SIZE);

        ParsedExpression parsed = ExpressionParser.parse("trait.shoe_size = 41", Map.of(), fields);

        Expression expression = ((ParsedExpression.Valid) parsed).expression();
        assertThat(((ParsedExpression.Valid) parsed).warnings()).isEmpty();
        assertThat(Tree.operands(expression).get(0).type()).isEqualTo(Type.NUMBER);
        assertThat(ExpressionSentence.describe(expression, fields)).isEqualTo("the shoe size is 41");
    }

    @Test
    void shouldRefuseAValueThatAFieldNeverHas() {
        FieldDictionary fields = FieldDictionary.standard().with(SIZE);

        assertThat(ExpressionParser.parse("trait.shoe_size in (41, 43)", Map.of(), fields))
                .isInstanceOfSatisfying(ParsedExpression.Invalid.class, invalid -> assertThat(
                                invalid.error().message())
                        .isEqualTo("trait.shoe_size never has this value"));
        assertThat(ExpressionParser.parse("trait.shoe_size = \"big\"", Map.of(), fields))
                .isInstanceOf(ParsedExpression.Invalid.class);
    }

    @Test
    void shouldRefuseAFieldThatIsThereAlready() {
        assertThatThrownBy(() -> FieldDictionary.standard().with(SIZE, SIZE))
                .hasMessage("the trait field shoe_size is declared twice");
    }

    @Test
    void shouldRefuseATypeThatIsNone() {
        assertThatThrownBy(() -> Field.read(json("{\"scope\":\"trait\",\"name\":\"size\",\"type\":\"numbr\"}")))
                .hasMessageContaining("the field size has the type \"numbr\"; expected one of number, money");
        assertThatThrownBy(() -> Field.read(json("{\"scope\":\"cart\",\"name\":\"size\",\"type\":\"number\"}")))
                .hasMessageContaining("the field size has the scope \"cart\"");
        assertThatThrownBy(() -> new Field(Field.Scope.TRAIT, "size", Type.NUMBER, "size", null, List.of("big")))
                .hasMessageContaining("the field size");
    }

    @Test
    void shouldKnowTheReservedTraitsInBothSpellings() {
        List<String> traits = FieldDictionary.standard().names(Field.Scope.TRAIT);

        assertThat(traits).contains("first_name", "firstName", "created_at", "createdAt", "address.postal_code");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.mapper().readTree(text);
    }
}
