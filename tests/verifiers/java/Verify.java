// Verifies signed submissions as docs/envelope.md says, with the JDK and Jackson:  java -cp JACKSON Verify.java FILE…
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.*;
import java.nio.ByteBuffer;
import java.nio.charset.*;
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import java.util.stream.*;

class Verify {
    static class Refused extends RuntimeException { Refused(String reason) { super(reason); } }
    static void need(boolean holds, String reason) { if (!holds) throw new Refused(reason); }

    static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static byte[] decoded(String text, String reason) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(text);
            need(base64url(raw).equals(text), reason); // one text for one sequence of bytes
            return raw;
        } catch (IllegalArgumentException e) { throw new Refused(reason); }
    }
    static String base64url(byte[] raw) { return Base64.getUrlEncoder().withoutPadding().encodeToString(raw); }
    static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    /** JSON that every reader understands alike. */
    static JsonNode read(byte[] raw, int size, int depth) {
        try {
            need(raw.length <= size, "json");
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString(); // reports what is not UTF-8
            JsonNode node = JSON.readTree(text);
            need(node != null && !node.isMissingNode(), "json");
            canonical(node, depth);
            return node;
        } catch (CharacterCodingException | JsonProcessingException e) { throw new Refused("json"); }
    }

    /** RFC 8785; Java's order of strings is that of their UTF-16 units. */
    static String canonical(JsonNode node, int depth) throws JsonProcessingException {
        need(depth > 0 || !node.isContainerNode(), "json");
        need(!node.isDouble(), "json"); // what is beyond a double comes as infinity
        if (node.isNumber()) return number(node.decimalValue());
        if (node.isTextual()) return string(node.textValue());
        if (!node.isContainerNode()) return node.toString();
        List<String> parts = new ArrayList<>();
        if (node.isArray()) for (JsonNode item : node) parts.add(canonical(item, depth - 1));
        else for (String name : new TreeSet<>(Stream.of(node).flatMap(n -> StreamSupport.stream(Spliterators.spliteratorUnknownSize(n.fieldNames(), 0), false)).toList()))
            parts.add(string(name) + ":" + canonical(node.get(name), depth - 1));
        return (node.isArray() ? "[" : "{") + String.join(",", parts) + (node.isArray() ? "]" : "}");
    }
    static String string(String text) {
        need(StandardCharsets.UTF_8.newEncoder().canEncode(text) && text.indexOf(0) < 0, "json");
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int at = "\"\\\b\f\n\r\t".indexOf(c);
            out.append(at >= 0 ? "\\" + "\"\\bfnrt".charAt(at) : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }
    static String number(BigDecimal value) {
        if (value.signum() == 0) return "0";
        need(value.precision() < 400 && Math.abs((long) value.scale()) < 1000, "json");
        BigDecimal plain = value.abs().stripTrailingZeros();
        String digits = plain.unscaledValue().toString();
        int size = digits.length(), point = size - plain.scale();
        need((size <= 15 || plain.scale() == 0 && plain.compareTo(BigDecimal.valueOf(1L << 53)) < 0) && point >= -290 && point <= 307, "json");
        String text = point > -6 && point <= 21 ? plain.toPlainString()
            : digits.charAt(0) + (size > 1 ? "." + digits.substring(1) : "") + String.format("e%+d", point - 1);
        return (value.signum() < 0 ? "-" : "") + text;
    }

    /** Returns the canonical body that was signed. */
    static String verify(byte[] raw) throws GeneralSecurityException, JsonProcessingException {
        JsonNode whole = read(raw, 1 << 20, 32);
        need(whole.isObject() && whole.path("signature").isTextual(), "envelope");
        ObjectNode body = (ObjectNode) whole;
        String[] parts = body.remove("signature").textValue().split("\\.\\.", 2);
        need(parts.length == 2, "envelope");
        byte[] signature = decoded(parts[1], "envelope");
        need(signature.length == 64, "envelope");
        JsonNode header;
        try { header = read(decoded(parts[0], "header"), 4096, 2); } catch (Refused e) { throw new Refused("header"); }
        need(header.path("alg").asText().equals("ES256") && header.path("typ").asText().equals("intake-submission+jws"), "header");
        need(only(header, "alg", "typ", "kid", "jwk", "nonce") && header.path("kid").isTextual(), "header");
        need((!header.has("nonce") || header.get("nonce").isTextual()) && header.path("jwk").isObject(), "header");
        JsonNode jwk = header.get("jwk");
        need(only(jwk, "kty", "crv", "x", "y"), "header");
        need("EC".equals(jwk.path("kty").textValue()) && "P-256".equals(jwk.path("crv").textValue()) && jwk.path("x").isTextual() && jwk.path("y").isTextual(), "key");
        byte[] x = decoded(jwk.get("x").textValue(), "key"), y = decoded(jwk.get("y").textValue(), "key");
        need(x.length == 32 && y.length == 32, "key");
        String thumbprint = base64url(MessageDigest.getInstance("SHA-256").digest(utf8(canonical(jwk, 1))));
        need(onCurve(new BigInteger(1, x), new BigInteger(1, y)) && header.get("kid").textValue().equals(thumbprint), "key");
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(
            new ECPoint(new BigInteger(1, x), new BigInteger(1, y)), p256.getParameterSpec(ECParameterSpec.class)));
        String payload = canonical(body, 32);
        Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
        ecdsa.initVerify(key);
        ecdsa.update(utf8(parts[0] + "." + base64url(utf8(payload))));
        boolean holds;
        try { holds = ecdsa.verify(signature); } catch (SignatureException e) { holds = false; }
        need(holds, "signature");
        return payload;
    }
    /** y² = x³ − 3x + b over the field of P-256 (SP 800-186). */
    static boolean onCurve(BigInteger x, BigInteger y) {
        BigInteger p = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        BigInteger b = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).subtract(x.pow(3)).add(x.multiply(BigInteger.valueOf(3))).subtract(b).mod(p).signum() == 0;
    }
    static boolean only(JsonNode node, String... names) {
        return Stream.of(node).flatMap(n -> StreamSupport.stream(Spliterators.spliteratorUnknownSize(n.fieldNames(), 0), false)).allMatch(List.of(names)::contains);
    }

    public static void main(String[] files) throws Exception {
        int code = 0;
        for (String file : files) {
            try {
                verify(Files.readAllBytes(Path.of(file)));
                System.out.println(file + ": verified");
            } catch (Refused refused) {
                System.out.println(file + ": refused [" + refused.getMessage() + "]");
                code = 1;
            }
        }
        System.exit(code);
    }
}
