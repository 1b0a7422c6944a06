package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionJsonTest {

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldReadWhatItWrote(String text, String sentence) throws IOException {
        Expression expression = Table.parsed(text);

        JsonNode json = Json.mapper().readTree(Json.mapper().writeValueAsString(ExpressionJson.write(expression)));

        assertThat(read(json)).isEqualTo(ExpressionParser.parse(text, Table.PARAMETERS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "cart.count >= 2 | {'compare':{'left':{'cart':'count'},'operator':'>=','right':{'number':2}}}",
                "not (tag(\"a\") or in(\"b\")) | {'not':{'or':[{'tag':'a'},{'segment':'b'}]}}",
                "trait.country in (\"DE\") | {'in':{'value':{'trait':'country'},'list':{'list':[{'text':'DE'}]}}}",
                "sum(order_completed.total{coupon exists}[90d]) > 1.50 | {'compare':{'left':{'aggregate':{'function':'sum',"
                        + "'event':'order_completed','property':'total','filter':{'exists':{'property':'coupon'}},"
                        + "'window':{'last':{'duration':'90d'}}}},'operator':'>','right':{'number':1.50}}}",
                "some brand (count(a[since last(b)]) = 0) | {'some':{'dimension':'brand','condition':{'compare':{'left':"
                        + "{'aggregate':{'function':'count','event':'a','window':{'since':{'aggregate':{'function':'last',"
                        + "'event':'b'}}}}},'operator':'=','right':{'number':0}}}}}",
                "quintile(customer_value, of: \"a\") = 5 | {'compare':{'left':{'rank':{'kind':'quintile','value':{'figure':"
                        + "{'name':'customer_value'}},'of':'a'}},'operator':'=','right':{'number':5}}}",
                "coupon($category) = \"issued\" | {'compare':{'left':{'figure':{'name':'coupon','argument':{'parameter':"
                        + "'category'}}},'operator':'=','right':{'text':'issued'}}}",
                "cart.count > 1234567890.12345678 | {'compare':{'left':{'cart':'count'},'operator':'>','right':{'number':"
                        + "'1234567890.12345678'}}}"
            })
    void shouldHaveThisForm(String text, String json) throws IOException {
        assertThat(ExpressionJson.write(Table.parsed(text)))
                .hasToString(json(json).toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[]                                                | $: no object with a single field",
                "{'and':[],'or':[]}                                | $: no object with a single field",
                "{'adn':[]}                                        | $: unknown kind",
                "{'and':[{'tag':'a'}]}                             | $.and: no array",
                "{'and':[{'tag':'a'},{'tag':3}]}                   | $.and[1].tag: no text",
                "{'not':{'exists':{'trait':'a`b'}}}                | $.not.exists.trait: not as expected",
                "{'exists':{'trait':'a..b'}}                       | $.exists.trait: not as expected",
                "{'compare':{'left':{'cart':'count'}}}             | $.compare: the field operator is missing",
                "{'compare':{'left':{'cart':'count'},'operator':'=>'}}  | $.compare.operator: unknown word",
                "{'compare':{'left':{'cart':'cuont'},'operator':'='}}   | $.compare.left.cart: unknown word",
                "{'compare':{'lft':1}}                             | $.compare: unknown field",
                "{'compare':3}                                     | $.compare: no object",
                "{'exists':{'number':'x'}}                         | $.exists.number: not as expected",
                "{'exists':{'number':1e999999999}}                 | $.exists.number: a number is too long",
                "{'exists':{'duration':'99999999d'}}               | $.exists.duration: a duration out of range",
                "{'exists':{'duration':'soon'}}                    | $.exists.duration: not as expected",
                "{'exists':{'flag':'yes'}}                         | $.exists.flag: no flag",
                "{'exists':{'parameter':'a b'}}                    | $.exists.parameter: not as expected",
                "{'some':{'dimension':'shop','condition':{}}}      | $.some.dimension: unknown word",
                "{'exists':{'aggregate':{'function':'count','event':'a','window':{'next':{}}}}} | $.exists.aggregate.window: unknown kind",
                "{'exists':{'parameter':'missing'}}                | no value for the parameter",
                "{'exists':{'property':'category'}}                | a property of an event stands only in a filter",
                "{'matches':{'value':{'trait':'email'},'pattern':'['}} | no regular expression: missing closing ]",
                "{'within':{'instant':{'trait':'birthday'},'duration':{'duration':'7d'}}} | within takes an instant, found a date"
            })
    void shouldSayWhereTheJsonIsWrong(String json, String message) throws IOException {
        assertThat(read(json(json))).isInstanceOfSatisfying(ParsedExpression.Invalid.class, invalid -> assertThat(
                        invalid.error().message())
                .isEqualTo(message));
    }

    @Test
    void shouldRefuseWhatIsTooDeepOrTooLarge() {
        ObjectNode deep = Json.object().put("tag", "x");
        for (int i = 0; i < 900; i++) {
            deep = Json.object().set("not", deep);
        }
        ObjectNode large = Json.object();
        var parts = large.putArray("and");
        for (int i = 0; i < 600; i++) {
            parts.addObject().put("tag", "x");
        }

        assertThat(((ParsedExpression.Invalid) read(deep)).error().message()).contains("nested too deeply");
        assertThat(((ParsedExpression.Invalid) read(large)).error().message()).contains("too many parts");
    }

    @Test
    void shouldSuggestTheNearestKind() {
        ParsedExpression parsed = read(Json.object().put("exits", "x"));

        assertThat(((ParsedExpression.Invalid) parsed).error().suggestion()).isEqualTo("exists");
    }

    private static ParsedExpression read(JsonNode json) {
        return ExpressionJson.read(json, Table.PARAMETERS, FieldDictionary.standard());
    }

    private static JsonNode json(String text) throws IOException {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }

    static Stream<Arguments> sentences() {
        return Table.read("sentences.txt");
    }
}
