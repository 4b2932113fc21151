// The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read.
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

class Shape extends Verify {
    static final String SUBMISSION = """
{
"format": "intake-submission/1",
"submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
"audience": [1, 2048],
"form": { "name": [1, 255], "version": [1, 255], "digest": "sha-256:[A-Za-z0-9_-]{43}", "language": [2, 35, "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"] },
"signedAt": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)([.][0-9]{1,9})?Z",
"evaluatedOn": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
"respondent": [{ "mode": "self" }, { "mode": "assisted", "worker": [1, 255], "note?": [1, 10000] }],
"supersedes?": "sha-256:[A-Za-z0-9_-]{43}",
"answers": {},
"absent": {},
"outcome": { "programs": [{ "name": [1, 255], "status": "eligible|ineligible|undetermined", "estimate?": "#.*",
  "criteria": [{ "name": [1, 255], "status": "met|unmet|undetermined" }] }], "referrals": [[1, 255]] },
"attachments": [{ "item": [1, 255], "fileName": [1, 255], "mediaType": [0, 255], "size": "#0|[1-9][0-9]{0,14}", "digest": "sha-256:[A-Za-z0-9_-]{43}" }]
}
""";

    /** Whether what was read has the shape of a submission. */
    static boolean fits(JsonNode body) {
        try { return fits(body, JSON.readTree(SUBMISSION)); } catch (JsonProcessingException e) { throw new IllegalStateException(e); }
    }
    static boolean fits(JsonNode value, JsonNode shape) {
        if (shape.isTextual()) {
            String pattern = shape.textValue();
            if (pattern.startsWith("#")) return value.isNumber() && number(value.decimalValue()).matches(pattern.substring(1));
            return value.isTextual() && value.textValue().matches(pattern);
        }
        if (shape.path(0).isInt()) {
            int size = value.isTextual() ? value.textValue().codePointCount(0, value.textValue().length()) : -1;
            return size >= shape.get(0).intValue() && size <= shape.get(1).intValue() && (!shape.has(2) || fits(value, shape.get(2)));
        }
        if (shape.isArray() && shape.size() == 1) return value.isArray() && value.size() <= 1000 && stream(value).allMatch(item -> fits(item, shape.get(0)));
        if (shape.isArray()) return stream(shape).anyMatch(one -> fits(value, one));
        StringBuilder names = new StringBuilder();
        boolean fits = value.isObject();
        for (var member : (Iterable<java.util.Map.Entry<String, JsonNode>>) shape::fields) {
            String name = member.getKey().replace("?", "");
            fits &= value.has(name) ? fits(value.get(name), member.getValue()) : member.getKey().endsWith("?");
            names.append(name).append(' ');
        }
        return fits && (names.isEmpty() || only(value, names.toString()));
    }
    static java.util.stream.Stream<JsonNode> stream(JsonNode list) { return StreamSupport.stream(list.spliterator(), false); }
}
