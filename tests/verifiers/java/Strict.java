// JSON that every reader understands alike (docs/envelope.md, step 1), by Jackson, and its canonical text (RFC 8785).
import com.fasterxml.jackson.core.*;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.*;
import static java.nio.charset.StandardCharsets.UTF_8;

class Strict {
    static class Refused extends RuntimeException { Refused(String reason) { super(reason); } }
    static void need(boolean holds, String reason) { if (!holds) throw new Refused(reason); }
    static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static JsonNode read(byte[] raw, int size, int depth, String reason) {
        try {
            JsonParser parser = JSON.createParser(raw);
            for (JsonToken token; (token = parser.nextToken()) != null;) need(!token.isNumeric() || parser.getText().matches("(?=.{1,400}$)[^eE]*([eE][+-]?\\d{1,4})?"), reason);
            JsonNode node = JSON.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString()); // reports what is not UTF-8
            need(node != null && !node.isMissingNode() && raw.length <= size, reason);
            canonical(node, depth);
            return node;
        } catch (IOException | NumberFormatException | Refused e) { throw new Refused(reason); }
    }

    /** Java's order of strings is that of their UTF-16 units. */
    static String canonical(JsonNode node, int depth) {
        need((depth > 0 || !node.isContainerNode()) && !node.isDouble(), "json"); // what is beyond a double comes as infinity
        if (node.isNumber()) return number(node.decimalValue());
        if (node.isTextual()) return string(node.textValue());
        if (!node.isContainerNode()) return node.toString();
        StringJoiner parts = node.isArray() ? new StringJoiner(",", "[", "]") : new StringJoiner(",", "{", "}");
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        if (node.isArray()) for (JsonNode item : node) parts.add(canonical(item, depth - 1));
        else for (String name : names) parts.add(string(name) + ":" + canonical(node.get(name), depth - 1));
        return parts.toString();
    }
    static String string(String text) {
        need(UTF_8.newEncoder().canEncode(text) && text.indexOf(0) < 0, "json");
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int at = "\"\\\b\f\n\r\t".indexOf(c);
            out.append(at >= 0 ? "\\" + "\"\\bfnrt".charAt(at) : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }
    static String number(BigDecimal value) {
        if (value.signum() == 0) return "0";
        BigDecimal plain = value.abs().stripTrailingZeros();
        String digits = plain.unscaledValue().toString();
        int size = digits.length(), point = size - plain.scale();
        need((size <= 15 || plain.scale() == 0 && plain.compareTo(BigDecimal.valueOf(1L << 53)) < 0) && point >= -290 && point <= 307, "json");
        String text = point > -6 && point <= 21 ? plain.toPlainString() : digits.charAt(0) + (size > 1 ? "." + digits.substring(1) : "") + String.format("e%+d", point - 1);
        return (value.signum() < 0 ? "-" : "") + text;
    }
}
